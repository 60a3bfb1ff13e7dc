/** The self-assessment as a browser shows it: it loads and runs nothing of others, and serves everybody. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { attacked, complete, incomplete, pages, several } from "./pages.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let browser;

before(async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
});
after(() => browser.close());

/** Opens a page, and fails at the end on anything that it asked for, said or threw. */
async function opened(page, options, use) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const tab = await context.newPage();
  const heard = [];
  tab.on("console", (message) => heard.push(`console: ${message.text()}`));
  tab.on("pageerror", (error) => heard.push(`error: ${error}`));
  tab.on("dialog", (dialog) => heard.push(`dialog: ${dialog.message()}`));
  tab.on("request", (request) => request.url() === page.url || heard.push(`request: ${request.url()}`));
  await tab.goto(page.url);
  try {
    await use(tab);
  } finally {
    await context.close();
  }
  assert.deepEqual(heard, [], page.name);
}

const visibleRows = (tab) => tab.locator("table.rows tbody tr:visible").count();

for (const page of pages) {
  test(`${page.name}: quiet, for everybody, and on a phone without scrolling sideways`, async () => {
    // Contrast takes axe most of its time, and is the same on pages of the same marks.
    const schemes = [complete, incomplete].includes(page) ? ["light", "dark"] : [undefined];
    for (const colorScheme of schemes) {
      await opened(page, { colorScheme, bypassCSP: true }, async (tab) => {
        await tab.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
        await tab.evaluate(axe);
        const rules = { "color-contrast": { enabled: colorScheme !== undefined } };
        const { violations } = await tab.evaluate((rules) => axe.run({ rules, resultTypes: ["violations"] }), rules);
        const grave = violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
        const told = grave.map(({ id, nodes }) => `${id}: ${nodes[0].html} ${nodes[0].failureSummary}`);
        assert.deepEqual(told, [], `${page.name}, ${colorScheme}`);
        const paper = await tab.evaluate(() => getComputedStyle(document.body).backgroundColor);
        assert.equal(paper === "rgb(255, 255, 255)", colorScheme !== "dark");
      });
    }
    await opened(page, { viewport: { width: 360, height: 740 } }, async (tab) => {
      await tab.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
      const [wide, high] = await tab.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      assert.ok(wide <= high, `${page.name} is ${wide} wide`);
      const ids = await tab.evaluate(() => [...document.querySelectorAll("[id]")].map(({ id }) => id));
      assert.equal(new Set(ids).size, ids.length, "every id is the only one");
      const dead = await tab.evaluate(() =>
        [...document.querySelectorAll("a[href^='#']")].filter((link) => !document.getElementById(link.hash.slice(1))).map(({ hash }) => hash));
      assert.deepEqual(dead, []);
    });
  });

  test(`${page.name}: on paper everything is there`, async () => {
    await opened(page, {}, async (tab) => {
      const rows = await tab.evaluate(() => [...document.querySelectorAll("section.row .key")].map((key) => key.textContent));
      const quotes = await tab.evaluate(() => [...document.querySelectorAll("details li")].map((quote) => quote.textContent));
      // What is filtered away on the screen is printed all the same.
      await tab.locator("form.filter input[type=search]").first().fill("no row says this");
      assert.equal(await tab.locator("article").first().locator("table.rows tbody tr:visible").count(), 0);
      writeFileSync(`${page.file}.pdf`, await tab.pdf({ format: "A4", preferCSSPageSize: true }));
      const squeezed = (text) => text.normalize("NFKC").replace(/[\s\u00ad\f-]+/g, "");
      const paper = squeezed(execFileSync("pdftotext", ["-raw", `${page.file}.pdf`, "-"], { encoding: "utf8" }));
      for (const words of [...rows, ...quotes.map((quote) => quote.slice(0, 40))]) {
        assert.ok(paper.includes(squeezed(words)), `${page.name} prints without ${words}`);
      }
      assert.equal(await tab.locator("details[open]").count(), 0, "and they are closed again");
    });
  });
}

test("rows are filtered by mouse, and it is said how many are shown", async () => {
  await opened(incomplete, {}, async (tab) => {
    const told = tab.locator("form.filter output");
    assert.equal(await told.textContent(), "24 of 24 shown");
    await tab.getByLabel("Not met").check();
    assert.equal(await visibleRows(tab), 10);
    assert.equal(await tab.locator("section.row:visible").count(), 10);
    assert.equal(await told.textContent(), "10 of 24 shown");
    assert.equal(await told.getAttribute("aria-live"), "polite");
    await tab.getByLabel("Search").fill("rünBOOK");
    const found = await visibleRows(tab);
    assert.ok(found > 0 && found < 10, `${found}`);
    await tab.getByLabel("N/A").check();
    assert.equal(await visibleRows(tab), 0);
    assert.equal(await told.textContent(), "0 of 24 shown");
  });
});

test("rows are filtered by keyboard alone, and the filter is reached by it", async () => {
  await opened(incomplete, {}, async (tab) => {
    await tab.keyboard.press("Tab");
    assert.equal(await tab.evaluate(() => document.activeElement.className), "skip");
    assert.ok(await tab.locator(".skip").evaluate((link) => link.getBoundingClientRect().left >= 0), "the skip link is seen");
    for (let step = 0; step < 40 && !(await tab.evaluate(() => document.activeElement.matches("[type=radio]"))); step += 1) {
      await tab.keyboard.press("Tab");
    }
    await tab.keyboard.press("ArrowRight");
    assert.equal(await visibleRows(tab), 14);
    assert.equal(await tab.evaluate(() => getComputedStyle(document.activeElement).outlineStyle), "solid");
    await tab.keyboard.press("Tab");
    await tab.keyboard.type("root user");
    assert.equal(await visibleRows(tab), 1);
    await tab.keyboard.press("Enter");
    assert.equal(await visibleRows(tab), 1);
  });
});

test("a cell of the matrix leads to its row, also where that was filtered away", async () => {
  await opened(incomplete, {}, async (tab) => {
    await tab.getByLabel("Search").fill("Runbooks");
    await tab.evaluate(() => document.querySelector(".heat tr:not(.filtered) td a").setAttribute("href", "#row-P-1.1"));
    await tab.locator(".heat tr:visible td a").first().click();
    assert.equal(new URL(tab.url()).hash, "#row-P-1.1");
    assert.equal(await visibleRows(tab), 24);
  });
});

test("quotes open in place by keyboard and lead to the file", async () => {
  await opened(complete, {}, async (tab) => {
    const summary = tab.locator("#row-C-2\\.3 summary").first();
    await summary.focus();
    await tab.keyboard.press("Enter");
    const link = tab.locator("#row-C-2\\.3 details[open] a").first();
    assert.ok(await link.isVisible());
    assert.match(await link.evaluate((link) => link.href), /^file:.*\/examples\/retail\/complete\/case-studies\/.*#L\d+$/);
  });
});

test("without a script everything is visible and there are no controls", async () => {
  await opened(incomplete, { javaScriptEnabled: false }, async (tab) => {
    assert.equal(await tab.locator("form.filter:visible").count(), 0);
    assert.equal(await visibleRows(tab), 24);
    assert.equal(await tab.locator("section.row:visible").count(), 24);
  });
});

test("each of several programs has a filter of its own", async () => {
  await opened(several, {}, async (tab) => {
    assert.equal(await tab.locator("article").count(), 2);
    assert.equal(await tab.locator(".summary li a").count(), 2);
    const before = await tab.locator("#p2-program table.rows tbody tr:visible").count();
    await tab.locator("#p1-program input[type=search]").fill("no row says this");
    assert.equal(await tab.locator("#p1-program table.rows tbody tr:visible").count(), 0);
    assert.equal(await tab.locator("#p2-program table.rows tbody tr:visible").count(), before);
  });
});

test("a hostile folder runs nothing", async () => {
  await opened(attacked, {}, async (tab) => {
    await tab.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
    for (const link of await tab.locator("td a:visible, summary:visible").all()) await link.hover();
    assert.equal(await tab.evaluate(() => window.obeyed), undefined);
    assert.equal(await tab.locator("img, iframe, object, embed, base, main script").count(), 0);
    assert.deepEqual(await tab.evaluate(() =>
      [...document.querySelectorAll("*")].flatMap(({ attributes }) => [...attributes]).map(({ name }) => name).filter((name) => /^(on|style$)/.test(name))), []);
    assert.ok(await tab.locator("body").textContent().then((text) => text.includes("<script>obeyed=1</script>")));
  });
});

test("the policy stops what would run all the same", async () => {
  const context = await browser.newContext();
  const tab = await context.newPage();
  await tab.goto(attacked.url);
  await tab.evaluate(() => document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='obeyed=1'><a id=js href='javascript:obeyed=1'>x</a>"));
  await tab.locator("#js").click();
  await tab.waitForTimeout(100);
  assert.equal(await tab.evaluate(() => window.obeyed), undefined);
  await context.close();
});
