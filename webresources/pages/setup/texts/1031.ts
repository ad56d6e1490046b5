import core from "../../../../core/issues/texts/de.json";
import page from "../strings/Setup.1031.resx";
import { giveTexts } from "./given";

giveTexts({ core, page });
