// One doubt: keys are named by data-key, see desk.js.
"use strict";
