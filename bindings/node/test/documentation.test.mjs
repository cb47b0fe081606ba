// Every public name, and every member of what it is, has a comment in the declarations that editors show.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { test } from "node:test";
import ts from "typescript-api";

const manifest = createRequire(import.meta.url).resolve("autosend-webhooks/package.json");
const adapters = readdirSync(join(dirname(manifest), "dist/adapters")).filter((file) => file.endsWith(".d.ts"));
const entries = ["index.d.ts", ...adapters.map((file) => `adapters/${file}`)].map((file) =>
  join(dirname(manifest), "dist", file),
);

const program = ts.createProgram(entries, {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  types: ["node"],
  skipLibCheck: true,
});
const checker = program.getTypeChecker();

/** The declarations of a symbol that are the package's own. */
function own(symbol) {
  return (symbol.declarations ?? []).filter((node) => node.getSourceFile().fileName.startsWith(dirname(manifest)));
}

function isDocumented(symbol) {
  return ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim() !== "";
}

/** What an interface, a class or an object type lists itself; a tag of a union explains itself. */
function membersOf(symbol) {
  const members = [...(symbol.members?.values() ?? [])];
  const listed = members.filter((member) => own(member).some(isListed));
  return listed.filter((member) => !own(member).every(isTag));
}

function isListed(node) {
  const hidden = ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Private;
  const isMember =
    ts.isPropertySignature(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isMethodSignature(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isGetAccessor(node);
  return isMember && !hidden && !ts.isPrivateIdentifier(node.name) && !ts.isComputedPropertyName(node.name);
}

/** `type: "email.sent"`. */
function isTag(node) {
  return ts.isPropertySignature(node) && node.type !== undefined && ts.isLiteralTypeNode(node.type);
}

function resolved(symbol) {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

for (const entry of entries) {
  test(`${entry.slice(dirname(manifest).length + 1)}: every name is documented`, () => {
    const names = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(entry)));
    assert.ok(names.length > 0);
    const bare = [];
    for (const name of names.map(resolved)) {
      if (!isDocumented(name)) bare.push(name.name);
      for (const member of membersOf(name)) if (!isDocumented(member)) bare.push(`${name.name}.${member.name}`);
    }
    assert.deepEqual(bare, []);
  });
}
