import { createPrivateKey, X509Certificate } from "node:crypto";
import type { NodeAuthOptions } from "@azure/msal-node";

/** A PEM file holds its parts between lines like this. */
const PEM = /-----BEGIN [A-Z ]+-----/;
const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/;
const PRIVATE_KEY = /-----BEGIN (?:RSA )?PRIVATE KEY-----[\s\S]+?-----END (?:RSA )?PRIVATE KEY-----/;

/** What an application shows the sign-in service: its client secret, or a certificate's key. */
export type ApplicationProof = Pick<NodeAuthOptions, "clientSecret" | "clientCertificate">;

/** The secret looks like a certificate and cannot be used as one. `message` says why. */
export class CertificateError extends Error {
  override readonly name = "CertificateError";
}

/**
 * How the application proves itself with this secret. A PEM file with a certificate and its private key, not encrypted, is a
 * certificate: then only a signature goes to the sign-in service, never the secret itself. Everything else is a client secret.
 * https://learn.microsoft.com/entra/identity-platform/certificate-credentials
 * @throws CertificateError when a part of the certificate is missing, or its key is another one's
 */
export function proofOfApplication(secret: string): ApplicationProof {
  if (!PEM.test(secret)) return { clientSecret: secret };
  const [certificate] = CERTIFICATE.exec(secret) ?? [];
  const [privateKey] = PRIVATE_KEY.exec(secret) ?? [];
  if (!certificate) throw new CertificateError("the file has a key but no certificate");
  if (!privateKey)
    throw new CertificateError("the file has a certificate but no key that can be read without a password");
  const parsed = read("certificate", () => new X509Certificate(certificate));
  const key = read("key", () => createPrivateKey(privateKey));
  if (key.asymmetricKeyType !== "rsa") throw new CertificateError("the key is not an RSA key");
  if (!parsed.checkPrivateKey(key)) throw new CertificateError("the key belongs to another certificate");
  return {
    clientCertificate: {
      thumbprintSha256: parsed.fingerprint256.replaceAll(":", ""),
      privateKey,
      x5c: certificate,
    },
  };
}

function read<T>(what: string, make: () => T): T {
  try {
    return make();
  } catch {
    throw new CertificateError(`the ${what} cannot be read`);
  }
}
