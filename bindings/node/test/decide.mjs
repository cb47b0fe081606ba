// node decide.mjs PACKAGE: see tests/conformance/typescript/decide.mjs, which does the same for each package of this language.
import "../../../tests/conformance/typescript/decide.mjs";
