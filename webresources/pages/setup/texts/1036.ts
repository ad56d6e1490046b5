import core from "../../../../core/issues/texts/fr.json";
import page from "../strings/Setup.1036.resx";
import { giveTexts } from "./given";

giveTexts({ core, page });
