// The texts of the story that stand beside the body. Find does not go through them, but it tells when they have what is
// sought.

import { Facet } from "@codemirror/state";
import type { BesideTexts } from "../options";

type Ask = () => BesideTexts;

export const besides = Facet.define<Ask, Ask>({ combine: ([ask]) => ask ?? (() => ({ headline: "", summary: "" })) });
