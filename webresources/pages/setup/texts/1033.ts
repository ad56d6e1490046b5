import core from "../../../../core/issues/texts/en.json";
import page from "../strings/Setup.1033.resx";
import { giveTexts } from "./given";

giveTexts({ core, page });
