import core from "../../../../core/issues/texts/es.json";
import page from "../strings/Setup.3082.resx";
import { giveTexts } from "./given";

giveTexts({ core, page });
