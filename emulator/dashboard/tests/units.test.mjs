// @ts-check
/** The parts that need no browser. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { Parser } from "../assets/dev/stream.js";
import { duration, percent, relative, utc } from "../assets/shared/format.js";
import { memberText, tokens } from "../assets/shared/json-text.js";

/** @param {string} json */
const pretty = (json) =>
  tokens(json)
    ?.map(({ text }) => text)
    .join("");

test("JSON is indented without touching its tokens", () => {
  const odd =
    '{"n":1.0,"big":123456789012345678901,"e":1E+400,"esc":"\\u00e9\\/\\"{,","n":-0,"a":[],"o":{},"l":[true,null]}';
  const lines = [
    "{",
    '  "n": 1.0,',
    '  "big": 123456789012345678901,',
    '  "e": 1E+400,',
    '  "esc": "\\u00e9\\/\\"{,",',
    '  "n": -0,',
    '  "a": [],',
    '  "o": {},',
    '  "l": [',
    "    true,",
    "    null",
    "  ]",
    "}",
  ];
  assert.equal(pretty(odd), lines.join("\n"));
  assert.equal(pretty(lines.join("\n")), lines.join("\n"));
});

test("what is no JSON stays as it is", () => {
  for (const text of ["", "<b>no</b>", '{"a":}', "NaN"]) assert.equal(tokens(text), null);
});

test("a member is found by its name, the last of several, as it was written", () => {
  const json = '{"data":{"data":1},"a":[{"data":2}],"d\\u0061ta": {"x": 1.0, "y": [1,{"data":3}]} ,"z":"data"}';
  assert.equal(memberText(json, "data")?.replaceAll(/\s/g, ""), '{"x":1.0,"y":[1,{"data":3}]}');
  assert.equal(memberText('{"type":"a","data":{}}', "data"), "{}");
  assert.equal(memberText('{"type":"a"}', "type"), '"a"');
  assert.equal(memberText('{"a":1}', "data"), null);
  assert.equal(memberText("[]", "data"), null);
});

test("server-sent events arrive whole, however they are cut", () => {
  const stream =
    ': hello\n\nevent: delivery\ndata: {"a":1}\n\nevent:webhook\r\ndata:first\r\ndata: second\r\n\r\nid: 1\n\ndata\n\n';
  for (let size = 1; size <= stream.length; size += 1) {
    /** @type {import("../assets/dev/stream.js").Message[]} */
    const messages = [];
    const parser = new Parser((message) => messages.push(message));
    for (let at = 0; at < stream.length; at += size) parser.push(stream.slice(at, at + size));
    assert.deepEqual(messages, [
      { event: "delivery", data: '{"a":1}' },
      { event: "webhook", data: "first\nsecond" },
      { event: "message", data: "" },
    ]);
  }
});

test("numbers and times read well", () => {
  assert.deepEqual([0, 3, 9.96, 640.4, 1_000, 61_000].map(duration), [
    "0 ms",
    "3 ms",
    "10 ms",
    "640 ms",
    "1 s",
    "1 min",
  ]);
  assert.equal(duration(null), "–");
  assert.deepEqual([0, 0.5, 0.9996, 1].map(percent), ["0 %", "50 %", "99.9 %", "100 %"]);
  const now = Date.parse("2026-01-02T03:04:05.678Z");
  assert.equal(relative("2026-01-02T03:04:05.678Z", now), "now");
  assert.equal(relative("2026-01-02T03:03:00.678Z", now), "1m ago");
  assert.equal(relative("2026-01-02T03:04:08.678Z", now), "in 3s");
  assert.equal(utc("2026-01-02T04:04:05.678+01:00"), "2026-01-02 03:04:05.678 UTC");
});
