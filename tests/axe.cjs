// Open pages in Chromium as people do and print, a line of JSON each, what is wrong with them.
//
//     NODE_PATH=FOLDER/node_modules node tests/axe.cjs CHROMIUM FILE...
//
// Each page is looked at on a desk in the light and on a phone in the dark: axe-core's rules for WCAG 2.2 AA and good
// practice, no request to anywhere, nothing to scroll sideways but tables. In made documents links of one letter may
// stand side by side, which leaves no room between them.

const { chromium } = require("playwright-core");
const axe = require("axe-core");
const path = require("node:path");
const { pathToFileURL } = require("node:url");

const VIEWS = {
  "desk, light": { viewport: { width: 1280, height: 900 }, colorScheme: "light" },
  "phone, dark": { viewport: { width: 360, height: 740 }, colorScheme: "dark", isMobile: true, hasTouch: true },
};
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

function say(file, view, rule, message, place) {
  console.log(JSON.stringify({ file: path.basename(file), view, rule, message, place }));
}

async function look(page, file, view) {
  const asked = [];
  const listen = (request) => asked.push(request.url());
  page.on("request", listen);
  await page.goto(pathToFileURL(path.resolve(file)).href);
  for (const url of asked.slice(1)) {
    if (!url.startsWith("data:")) say(file, view, "request", "the page asks for something", url);
  }
  page.off("request", listen);
  const width = VIEWS[view].viewport.width;
  const wide = (await page.evaluate(() => document.scrollingElement.scrollWidth)) - width;
  if (wide > 0) say(file, view, "sideways", `the page is ${wide} pixels wider than the screen`, "");
  await page.addScriptTag({ content: axe.source });
  const rules = { "target-size": { enabled: !path.basename(file).startsWith("made-") } };
  const options = { runOnly: { type: "tag", values: TAGS }, rules, resultTypes: ["violations"] };
  const { violations } = await page.evaluate((chosen) => axe.run(chosen), options);
  for (const { id, help, nodes } of violations) {
    for (const node of nodes.slice(0, 3)) say(file, view, id, help, node.html.slice(0, 200));
  }
}

async function main([executable, ...files]) {
  const browser = await chromium.launch(executable ? { executablePath: executable } : { channel: "chrome" });
  for (const [view, options] of Object.entries(VIEWS)) {
    const context = await browser.newContext({ ...options, bypassCSP: true });
    const page = await context.newPage();
    for (const file of files) await look(page, file, view);
    await context.close();
  }
  await browser.close();
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
