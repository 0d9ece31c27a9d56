/** Small helps on every page: search as one types, theme, tables that sort, links that copy. Pages work without them. */

import { prepareCopying } from "./site/copying.ts";
import { prepareSearch } from "./site/search.ts";
import { prepareSorting } from "./site/sorting.ts";
import { prepareTheme } from "./site/theme.ts";

prepareTheme();
prepareSearch();
prepareSorting();
prepareCopying();
