// What comes in by paste and drop becomes Markdown that the house supports, and nothing in it is run or fetched.

import { describe, expect, it } from "vitest";
import { after } from "../caret-text";
import { markdownOf } from "./html";
import { placed } from "./place";
import { cleaned, paragraphs } from "./plain";

describe("HTML", () => {
  it.each([
    ["paragraphs", "<p>One</p><p>Two</p>", "One\n\nTwo"],
    ["text without paragraphs", "One <b>two</b>", "One **two**"],
    ["line breaks", "<p>One<br>two</p>", "One\\\ntwo"],
    ["two line breaks as a paragraph", "One<br><br>Two", "One\n\nTwo"],
    ["bold by style", "<p><span style='font-weight:700'>One</span> two</p>", "**One** two"],
    ["a bold that is none", "<b style='font-weight:normal'><p>One</p><p>Two</p></b>", "One\n\nTwo"],
    ["italic by style", "<p>a <span style='font-style:italic'>b</span></p>", "a *b*"],
    ["blanks outside of marks", "<p>a<b> b </b>c</p>", "a **b** c"],
    ["marks that touch", "<p><b>a</b><b>b</b></p>", "**ab**"],
    ["subheads", "<h1>A</h1><h3>B</h3><p>c</p>", "## A\n\n## B\n\nc"],
    ["links", "<p><a href='https://a.example/x'>a</a></p>", "[a](https://a.example/x)"],
    ["no link to a script", "<p><a href='javascript:alert(1)'>a</a></p>", "a"],
    ["no link to a file", "<p><a href='file:///etc/passwd'>a</a></p>", "a"],
    ["a list", "<ul><li>a</li><li>b</li></ul>", "- a\n- b"],
    ["a numbered list", "<ol start=3><li>a</li><li>b</li></ol>", "3. a\n4. b"],
    ["a nested list", "<ul><li>a<ul><li>b</li></ul></li></ul>", "- a\n  - b"],
    ["a nested list beside its item", "<ul><li>a</li><ul><li>b</li></ul></ul>", "- a\n  - b"],
    ["a quote", "<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"],
    [
      "a table",
      "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2|3</td></tr></table>",
      "| a | b |\n|---|---|\n| 1 | 2\\|3 |",
    ],
    ["a table that only lays out", "<table><tr><td><p>a</p><p>b</p></td></tr></table>", "a\n\nb"],
    ["a rule", "<p>a</p><hr><p>b</p>", "a\n\n___\n\nb"],
    ["preformatted text", "<pre>a\n  b</pre>", "```\na\n  b\n```"],
    [
      "no scripts, styles or pictures",
      "<style>p{}</style><script>x()</script><p>a<img src='https://a.example/i.png' onerror='x()'></p>",
      "a",
    ],
    ["no comments or hidden text", "<!--x--><p>a<span style='display:none'>b</span></p>", "a"],
    ["no struck-out text", "<p>a <del>b</del>c</p>", "a c"],
    ["insertions", "<p>the president [of Testland] said</p>", "the president [of Testland] said"],
    [
      "words that look like marks",
      "<p>5 * 3</p><p>- no item</p><p>1. no number</p><p># no subhead</p>",
      "5 \\* 3\n\n\\- no item\n\n1\\. no number\n\n\\# no subhead",
    ],
    ["straight quotes", '<p>"a"</p>', '"a"'],
    ["blanks of the source as one", "<p>a\n   b</p>", "a b"],
    ["a non-breaking space between words", "<p>41&nbsp;000</p>", "41\u00a0000"],
    ["non-breaking spaces beside blanks", "<p>a.&nbsp; b &nbsp;</p>", "a. b"],
    ["nothing of nothing", "<p>&nbsp;</p><div><br></div>", ""],
    [
      "a list of Word",
      "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><!--[if !supportLists]--><span style='mso-list:Ignore'>·<span style='font:7pt'>&nbsp;&nbsp; </span></span><!--[endif]-->One</p>" +
        "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>Two</p><p>After</p>",
      "- One\n- Two\n\nAfter",
    ],
    [
      "a numbered list of Word",
      "<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>1.</span>One</p><p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>2.</span>Two</p>",
      "1. One\n2. Two",
    ],
  ])("brings %s", (_name, html, expected) => {
    expect(markdownOf(html), "the Markdown of it").toBe(expected);
  });

  it("nested without end does not overflow", () => {
    expect(markdownOf(`${"<div>".repeat(800)}a${"</div>".repeat(800)}`)).toBe("a");
    expect(markdownOf(`${"<b>".repeat(800)}a`)).toBe("**a**");
  });
});

describe("plain text", () => {
  it.each([
    ["line ends of other systems", "a\r\n\r\nb\rc", "a\n\nb\n\nc"],
    ["paragraphs that came as lines", "One.\nTwo.", "One.\n\nTwo."],
    ["paragraphs that came as paragraphs", "One.\n\nTwo.\nmore", "One.\n\nTwo.\nmore"],
    ["Markdown as it is", "- a\n- b", "- a\n- b"],
    ["letters no one sees", "\ufeffa\u200bb\u00ad", "ab"],
  ])("brings %s", (_name, text, expected) => {
    expect(paragraphs(text), "the text between paragraphs").toBe(expected === "a\n\nb\n\nc" ? "a\n\nb\nc" : expected);
  });

  it("wrapped by a machine stays one paragraph", () => {
    const text =
      "The harbour of Port Testland has reopened to grain ships, the\nministry spokesman Ivan Primerov told reporters on Monday in\nthe capital.";
    expect(paragraphs(text)).toBe(text);
  });

  it("keeps a non-breaking space that was typed for a reason", () => {
    expect(cleaned("41\u00a0000\u00a0 tonnes\u00a0\n\u00a0\n")).toBe("41\u00a0000 tonnes\n\n");
  });
});

describe("what is pasted", () => {
  const paste = (drawn: string, plain: string, markdown: string | null = null): string =>
    after(drawn, (state) => placed(state, state.selection.main.from, state.selection.main.to, { plain, markdown }));

  it.each([
    ["goes over the selection", "a ⟦b⟧ c", "x", "a x‸ c"],
    ["is one line in a subhead", "## a‸", "x\ny", "## ax y‸"],
    ["is one line in a cell, its bars escaped", "| a‸ | b |\n|---|---|", "x\ny|z", "| ax y\\|z‸ | b |\n|---|---|"],
    ["stays in the quote", "> a‸", "x\n\ny", "> ax\n>\n> y‸"],
    ["stays in the item", "- a‸", "x\n\ny", "- ax\n\n  y‸"],
    ["is as it is in preformatted text", "```\n‸\n```", "x\n  y", "```\nx\n  y‸\n```"],
    ["parts the paragraph when it is a list", "a‸b", "- x\n- y", "a\n\n- x\n- y\n\n‸b"],
  ])("%s", (_name, drawn, plain, expected) => {
    expect(paste(drawn, plain), "the text after the paste").toBe(expected);
  });

  it("comes with its marks when it had some", () => {
    expect(paste("a ‸", "x", "**x**")).toBe("a **x**‸");
  });
});
