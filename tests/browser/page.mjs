// One page in a browser: `node page.mjs BROWSER PAGE [FOLDER FOR PICTURES]`. Ends with 1 where something is found.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import puppeteer from "puppeteer-core";

const [executablePath, page_file, pictures] = process.argv.slice(2);
const axe = readFileSync(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const browser = await puppeteer.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
const found = [];
try {
  const page = await browser.newPage();
  const messages = [];
  page.on("console", (message) => messages.push(message.text()));
  page.on("pageerror", (error) => messages.push(String(error)));
  for (const [scheme, width] of [["light", 1280], ["dark", 1280], ["light", 400], ["dark", 320]]) {
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    await page.setViewport({ width, height: 900 });
    // What the page forbids itself does not bind the test.
    await page.setBypassCSP(true);
    await page.goto(`file://${page_file}`, { waitUntil: "load" });
    await page.evaluate(() => document.querySelectorAll("details").forEach((part) => (part.open = true)));
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => globalThis.axe.run());
    for (const { id, help, nodes } of violations) {
      found.push(`${scheme} ${width}: ${id}: ${help}: ${nodes.length} times, first ${nodes[0].html.slice(0, 160)} ${nodes[0].failureSummary}`);
    }
    const shown = await page.evaluate(() => {
      const is_shown = (element) => element.getClientRects().length > 0;
      const drawings = [...document.querySelectorAll(".drawing")].filter(is_shown);
      const spots = drawings.flatMap((drawing) => [...drawing.querySelectorAll(".spot")]);
      const silent = spots.filter((spot) => {
        spot.focus();
        const card = spot.nextElementSibling;
        return document.activeElement !== spot || !is_shown(card) || card.textContent.trim() === "";
      });
      const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
      return {
        drawings: drawings.length,
        spots: spots.length,
        silent: silent.length,
        twice: ids.filter((id, place) => ids.indexOf(id) !== place),
        wider: document.documentElement.scrollWidth > document.documentElement.clientWidth,
      };
    });
    // One stop of the Tab key for each chart, and from it the arrow keys go through all of its figures.
    const groups = await page.$$("[role=radiogroup]");
    for (const group of groups) {
      const count = await group.evaluate((element) => (element.getClientRects().length > 0 || element.querySelector(".spot").getClientRects().length > 0 ? element.querySelectorAll(".spot").length : 0));
      if (count === 0) continue;
      const first = await group.$(".spot");
      await first.focus();
      const reached = new Set();
      for (let step = 0; step < count; step += 1) {
        reached.add(await page.evaluate(() => document.activeElement.getAttribute("style") + document.activeElement.getAttribute("aria-label")));
        await page.keyboard.press("ArrowRight");
      }
      const label = await group.evaluate((element) => element.getAttribute("aria-label"));
      const all = await group.evaluate((element) => new Set([...element.querySelectorAll(".spot")].map((spot) => spot.getAttribute("style") + spot.getAttribute("aria-label"))).size);
      if (reached.size !== all) found.push(`${scheme} ${width}: the arrow keys reach ${reached.size} of ${all} figures: ${label}`);
      await page.keyboard.press("Tab");
      const is_out = await group.evaluate((element) => !element.contains(document.activeElement));
      if (!is_out) found.push(`${scheme} ${width}: the Tab key does not leave the chart: ${label}`);
    }
    if (shown.drawings < 12) found.push(`${scheme} ${width}: ${shown.drawings} drawings are shown`);
    if (shown.silent > 0 || shown.spots === 0) found.push(`${scheme} ${width}: ${shown.silent} of ${shown.spots} figures show nothing`);
    if (shown.twice.length > 0) found.push(`ids that stand twice: ${shown.twice.join(", ")}`);
    if (shown.wider) found.push(`${scheme} ${width}: the page is wider than the window`);
    if (pictures) {
      await page.screenshot({ path: `${pictures}/${basename(page_file)}.${scheme}.${width}.png`, fullPage: false });
      for (const [place, drawing] of (await page.$$(".drawing")).slice(0, 40).entries()) {
        if (await drawing.boundingBox()) await drawing.screenshot({ path: `${pictures}/${basename(page_file)}.${scheme}.${width}.chart-${place}.png` });
      }
    }
    console.log(`${basename(page_file)} ${scheme} ${width}: ${shown.drawings} drawings, ${shown.spots} figures, ${violations.length} kinds of violations`);
  }
  found.push(...messages.map((message) => `the browser said: ${message}`));
} finally {
  await browser.close();
}
found.forEach((finding) => console.error(finding));
process.exit(found.length > 0 ? 1 : 0);
