// A report as a reader uses it: `node report.mjs BROWSER PAGE [FOLDER FOR PICTURES]`. Ends with 1 where something is found.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import puppeteer from "puppeteer-core";

const [executablePath, page_file, pictures] = process.argv.slice(2);
const axe = readFileSync(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const browser = await puppeteer.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
const [found, messages] = [[], []];
const must = (holds, what) => holds || found.push(what);
const address = `file://${page_file}`;
// The number of a cell, be it rough: 76万多, more than 890,000.
const number_in = (text) => parseFloat(text.match(/\d[\d.]*/)?.[0] ?? "NaN") * (text.includes("亿") ? 1e8 : text.includes("万") ? 1e4 : 1);
const opened = async ({ scheme = "light", width = 1280, hash = "", script = true, free = false } = {}) => {
  const page = await browser.newPage();
  page.on("console", (message) => messages.push(message.text()));
  page.on("pageerror", (error) => messages.push(String(error)));
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.setViewport({ width, height: 900 });
  await page.setJavaScriptEnabled(script);
  // What the page forbids itself does not bind axe-core; all else is tried under the page's own rules.
  await page.setBypassCSP(free);
  await page.goto(address + hash, { waitUntil: "load" });
  return page;
};
const picture = async (page, name) => {
  if (pictures) await page.screenshot({ path: `${pictures}/${basename(page_file)}.${name}.png` });
};
try {
  // Nothing for axe-core to say: as it opens, with a card open, with all that can be opened open. The widest light page is
  // seen in every state, the narrow dark one with all open, the two others with a card: each scheme and each width with a card and with all.
  const states = ["closed", "card", "all"];
  for (const [scheme, width, seen] of [["light", 1280, states], ["dark", 1280, ["card"]], ["light", 400, ["card"]], ["dark", 400, ["all"]]]) {
    const page = await opened({ scheme, width, free: true });
    for (const state of seen) {
      await page.evaluate((state) => {
        const numbers = [...document.querySelectorAll("main [popovertarget]")];
        const number = numbers[Math.floor(numbers.length / 2)];
        number.scrollIntoView({ block: "center" });
        if (state !== "closed") number.click();
        if (state !== "all") return;
        document.querySelector("#origins-shown").click();
        document.querySelectorAll("details").forEach((part) => (part.open = true));
      }, state);
      await picture(page, `${scheme}.${width}.${state}`);
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => globalThis.axe.run());
      for (const { id, help, nodes } of violations) {
        found.push(`${scheme} ${width} ${state}: ${id}: ${help}: ${nodes.length} times, first ${nodes[0].html.slice(0, 160)} ${nodes[0].failureSummary}`);
      }
    }
    const is_wider = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
    must(!is_wider, `${scheme} ${width}: the page is wider than the window`);
    await page.close();
  }

  // A card never lies over the number that opened it, wherever in the window that stands, and is large enough to be read.
  for (const width of [1280, 400]) {
    const page = await opened({ width });
    const covered = await page.evaluate(async () => {
      const [bad, frame] = [[], () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))];
      const numbers = [...document.querySelectorAll("main [popovertarget]")];
      for (const [place, number] of numbers.entries()) {
        // Every number once, at the top, the middle and the bottom of the window in turn; the first ones at all three.
        for (const share of place < 9 ? [0.05, 0.5, 0.93] : [[0.05, 0.5, 0.93][place % 3]]) {
          number.scrollIntoView({ block: "start", inline: "nearest" });
          scrollBy(0, -innerHeight * share);
          const card = document.getElementById(number.getAttribute("popovertarget"));
          card.showPopover({ source: number });
          await frame();
          const [one, other] = [number.getBoundingClientRect(), card.getBoundingClientRect()];
          const is_apart = other.bottom <= one.top + 1 || other.top >= one.bottom - 1;
          const is_inside = other.left >= -1 && other.right <= innerWidth + 1 && other.top >= -1 && other.bottom <= innerHeight + 1;
          if (!is_apart || !is_inside || other.height < 80) bad.push(`${number.id} at ${share}: ${JSON.stringify([one, other])}`);
          card.hidePopover();
        }
      }
      return bad;
    });
    must(covered.length === 0, `${width}: ${covered.length} cards cover their number, leave the window or are too small, first ${covered[0]}`);
    await page.close();
  }

  const page = await opened();
  const is_open = (id) => page.evaluate((id) => document.getElementById(id).matches(":popover-open"), id);
  // The Tab key: past the contents, the contents, search, numbers; each shows where it is.
  const stops = [];
  for (let step = 0; step < 16; step += 1) {
    await page.keyboard.press("Tab");
    stops.push(await page.evaluate(() => {
      const at = document.activeElement;
      const ring = getComputedStyle(at).outlineStyle;
      return [at.className === "skip" ? "skip" : at.closest("nav") ? (at.id === "search" ? "search" : "contents") : at.matches("[popovertarget]") ? "number" : at.tagName, ring];
    }));
  }
  const kinds = stops.map(([kind]) => kind).filter((kind, place, all) => kind !== all[place - 1]);
  must(kinds.join() === "skip,contents,search,number", `the Tab key goes through ${kinds.join(", ")}`);
  must(stops.every(([, ring]) => ring !== "none"), "the focus cannot be seen");
  // A press opens, Esc closes, a second press closes.
  const number = await page.$("#n1");
  await number.click();
  must(await is_open("o1"), "a press does not open the card");
  const told = await page.$eval("#o1", (card) => card.innerText);
  must(/›/.test(told) && /\d{4}-\d{2}-\d{2}/.test(told), `the card does not say file and day: ${told}`);
  await page.keyboard.press("Escape");
  must(!(await is_open("o1")), "Esc does not close the card");
  await page.keyboard.press("Enter");
  must(await is_open("o1"), "the Enter key does not open the card");
  await number.click();
  must(!(await is_open("o1")), "a second press does not close the card");
  // The address of a number can be copied from its card.
  await number.click();
  await page.click("#o1 .bar button");
  must((await page.evaluate(() => location.hash)) === "#n1", "the address does not name the number");
  await page.keyboard.press("Escape");
  // Sorting: up, down, as it stood; a total stays last.
  // The first column of a table that has numbers one can press.
  const sorted = await page.evaluateHandle(() => {
    for (const table of document.querySelectorAll("main table")) {
      const rows = [...table.tBodies[0].rows].filter((row) => !row.matches(".total"));
      const place = [...(rows[0]?.cells ?? [])].findIndex((_, place) => table.querySelectorAll("th .sort")[place] && rows.some((row) => row.cells[place].querySelector("button")));
      if (place >= 0) return { table, place };
    }
    return null;
  });
  const column = () => sorted.evaluate(({ table, place }) => [...table.tBodies[0].rows].filter((row) => !row.matches(".total")).map((row) => row.cells[place].textContent.replace(/[,%]/g, "")));
  const stood = await column();
  const orders = [];
  for (let press = 0; press < 3; press += 1) {
    await sorted.evaluate(({ table, place }) => table.querySelectorAll("th .sort")[place].click());
    orders.push((await column()).map(number_in));
  }
  // What has no number stands last, up or down.
  const is_sorted = (order, turn) => {
    const numbers = order.filter((value) => !isNaN(value));
    return order.slice(numbers.length).every(isNaN) && numbers.every((value, place) => !place || turn * (value - numbers[place - 1]) >= 0);
  };
  must(orders[0].some((value) => !isNaN(value)), `no number in ${stood}`);
  must(is_sorted(orders[0], 1), `not sorted up: ${orders[0]}`);
  must(is_sorted(orders[1], -1), `not sorted down: ${orders[1]}`);
  must(orders[2].join() === stood.map(number_in).join(), "not as it stood");
  // Search finds words of the text and of the cards.
  const words = await page.$eval("#s1", (place) => place.innerText.trim().split("\n")[1].split("/").pop());
  for (const asked of [await page.$eval("main h2", (heading) => heading.innerText.slice(0, 4)), words]) {
    await page.$eval("#search", (box) => (box.value = ""));
    await page.type("#search", asked);
    await page.keyboard.press("Enter");
    const count = await page.$eval("output", (output) => output.textContent);
    must(/^1 \/ \d+$/.test(count), `search for ${asked} says ${count}`);
    must((await page.$$(".found")).length === 1, `search for ${asked} shows nothing`);
  }
  // Each table and chart can be kept as a file.
  const tables = await page.$$eval("main table", (tables) => tables.filter((table) => !table.closest(".table, figure")?.querySelector(":scope > .take > .csv[href^='data:text/csv']")).length);
  must(tables === 0, `${tables} tables are no files`);
  await page.close();

  // The address of a number, with a script and without.
  for (const script of [true, false]) {
    const page = await opened({ hash: "#n40", script });
    await picture(page, `address.${script ? "script" : "plain"}`);
    const shown = await page.evaluate(() => {
      const [one, other] = ["n40", "o40"].map((id) => document.getElementById(id).getBoundingClientRect());
      const is_apart = other.bottom <= one.top + 1 || other.top >= one.bottom - 1;
      return one.top >= 0 && one.bottom <= innerHeight && other.height > 40 && other.top >= -1 && other.bottom <= innerHeight + 1 && is_apart;
    });
    must(shown, `the address of a number does not show it and its card ${script ? "with" : "without"} a script`);
    if (!script) {
      const offered = await page.evaluate(() => document.querySelector("form").getClientRects().length + document.querySelectorAll(".sort").length);
      must(offered === 0, "what needs a script is offered without one");
      await page.click(".leave");
      must((await page.evaluate(() => document.querySelector("#o40").getClientRects().length)) === 0, "a card that the address opened cannot be closed");
      await page.click("#n1");
      must(await page.evaluate(() => document.querySelector("#o1").matches(":popover-open")), "a card does not open without a script");
      await page.keyboard.press("Escape");
      must(!(await page.evaluate(() => document.querySelector("#o1").matches(":popover-open"))), "Esc does not close a card without a script");
    }
    await page.close();
  }

  // In print: no more pages than a reader carries, and the appendix only when it is asked for.
  const pages = async (asked) => {
    const page = await opened();
    if (asked) await page.click("#origins-shown");
    const pdf = Buffer.from(await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString("latin1");
    await page.close();
    return (pdf.match(/\/Type\s*\/Page\b/g) ?? []).length;
  };
  const [plain, full] = [await pages(false), await pages(true)];
  must(plain > 0 && plain <= 20, `${plain} printed pages`);
  must(full > plain, `the appendix is not printed when it is asked for: ${plain} and ${full} pages`);
  console.log(`${basename(page_file)}: ${plain} printed pages, ${full} with the appendix`);
  found.push(...messages.map((message) => `the browser said: ${message}`));
} finally {
  await browser.close();
}
found.forEach((finding) => console.error(finding));
process.exit(found.length > 0 ? 1 : 0);
