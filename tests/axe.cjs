// Open pages in Chromium as people do and print, a line of JSON each, what is wrong with them.
//
//     NODE_PATH=FOLDER/node_modules node tests/axe.cjs CHROMIUM FILE...
//
// Each page is looked at on a desk in the light and on a phone in the dark: axe-core's rules for WCAG 2.2 AA and good
// practice, no request to anywhere, nothing to scroll sideways but tables. In made documents links of one letter may
// stand side by side, which leaves no room between them. Then the keys: Tab goes through all links and tables in the
// order of the text and leaves the page, each with a ring around it; the link over the masthead comes first, is seen and
// leads to the text; a mark leads to its note, the note back to its mark, and Tab goes on from there.

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

// In the page: what Tab should reach, and, as it goes, what it does reach.
function listen() {
  window.reachable = [...document.querySelectorAll("a[href], [tabindex='0']")].filter((a) => a.checkVisibility());
  window.reached = [];
  document.addEventListener("focusin", ({ target }) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(target);
    const { top, bottom, height } = target.getBoundingClientRect();
    const ring = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    window.reached.push({ target, ring, seen: height > 5 && bottom > 0 && top < innerHeight });
  });
  return window.reachable.length;
}

// In the page: what is wrong with the way that Tab took, a line each.
function astray() {
  const name = (element) => (element ? element.outerHTML.slice(0, 120) : "the end");
  const { reachable, reached } = window;
  const wrong = reached.filter(({ ring }) => !ring).map(({ target }) => `no ring: ${name(target)}`);
  const place = reachable.findIndex((element, at) => reached[at]?.target !== element);
  if (place >= 0) wrong.push(`not reached in its turn: ${name(reachable[place])}`);
  const beyond = reached[reachable.length]?.target ?? reachable[0]; // behind the last comes the first again
  if (beyond !== reachable[0]) wrong.push(`Tab does not leave the page: ${name(reached.at(-1).target)}`);
  if (!reached[0]?.seen || !reached[0]?.target.matches(".skip")) wrong.push("the first Tab shows no link to the text");
  return wrong;
}

async function keys(page, file, view) {
  const say_so = (message) => say(file, view, "keyboard", message, "");
  await page.reload();
  const count = await page.evaluate(listen);
  for (let pressed = 0; pressed <= count; pressed += 1) await page.keyboard.press("Tab");
  (await page.evaluate(astray)).slice(0, 3).forEach(say_so);
  const follow = async (selector) => {
    await page.focus(selector);
    await page.keyboard.press("Enter");
    return page.evaluate(() => decodeURIComponent(location.hash.slice(1)));
  };
  await follow(".skip");
  if (!(await page.evaluate(() => document.activeElement.matches("main")))) say_so("the first link leads to no text");
  const marks = "a[role='doc-noteref'][id], [id] > a[role='doc-noteref']";
  for (let at = 0; at < Math.min(3, await page.locator(marks).count()); at += 1) {
    const mark = page.locator(marks).nth(at);
    const own = await mark.evaluate((a) => a.id || a.parentElement.id);
    await mark.evaluate((a) => a.setAttribute("data-followed", ""));
    const note = await follow("[data-followed]");
    const back = `[id="${note}"] a[role='doc-backlink'][href="#${own}"]`;
    if (!(await page.locator(back).count())) {
      say_so(`no way back from note ${note} to ${own}`);
    } else if ((await follow(`${back} >> nth=0`)) !== own) {
      say_so(`the way back from note ${note} does not end at ${own}`);
    } else {
      await page.keyboard.press("Tab");
      const on = await page.evaluate(() => {
        const from = window.reachable.findIndex((a) => a.hasAttribute("data-followed"));
        return [from, from + 1].includes(window.reachable.indexOf(document.activeElement));
      });
      if (!on) say_so(`Tab does not go on behind ${own}`);
    }
    await mark.evaluate((a) => a.removeAttribute("data-followed"));
  }
}

async function main([executable, ...files]) {
  const browser = await chromium.launch(executable ? { executablePath: executable } : { channel: "chrome" });
  for (const [view, options] of Object.entries(VIEWS)) {
    const context = await browser.newContext({ ...options, bypassCSP: true });
    const page = await context.newPage();
    for (const file of files) {
      await look(page, file, view);
      await keys(page, file, view);
    }
    await context.close();
  }
  await browser.close();
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
