// Sets language, direction and theme before the first paint, sends for the words and for what this page asked the last time; it stands outside the bundle because the policy forbids inline scripts.
// The policy forbids making code of texts too: zod is told so before it tries, for each try is reported.
globalThis.__zod_globalConfig = { jitless: true };
(function () {
  var root = document.documentElement;
  var known = ["en", "hi", "ur"];
  var language = null;
  var theme = null;
  try {
    language = localStorage.getItem("raabta.language");
    theme = localStorage.getItem("raabta.theme");
  } catch {
    language = null;
  }
  if (known.indexOf(language) < 0) {
    var wanted = (navigator.languages || [navigator.language || "en"]).map(function (tag) {
      return tag.slice(0, 2);
    });
    language =
      wanted.filter(function (tag) {
        return known.indexOf(tag) >= 0;
      })[0] || "en";
  }
  root.lang = language;
  var places = document.currentScript;
  function sendFor(rel, href, priority) {
    var link = document.createElement("link");
    link.rel = rel;
    link.href = href;
    if (rel === "preload") {
      link.as = "font";
      link.type = "font/woff2";
      link.crossOrigin = "";
    }
    link.fetchPriority = priority || "auto";
    document.head.append(link);
  }
  function sendForAll(rel, name, priority) {
    (places.getAttribute("data-" + name) || "").split(" ").forEach(function (file) {
      if (file) sendFor(rel, file, priority);
    });
  }
  sendForAll("modulepreload", "words-" + language);
  sendForAll("preload", "faces-" + language);
  root.dir = language === "ur" ? "rtl" : "ltr";
  var dark = theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  root.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");

  // Inside a workspace the frame is drawn in outline until the scripts are here.
  var inside = /^\/w\/([^/]+)/.exec(location.pathname);
  if (!inside) return;
  root.setAttribute("data-outline", "");
  var page = /^\/w\/[^/]+\/insight$/.test(location.pathname)
    ? "insight"
    : /^\/w\/[^/]+\/[^/]+\/[0-9a-f]{8}-[0-9a-f-]{27}$/.test(location.pathname) && "record";
  if (page) {
    // Behind the styles and the first script: without those nothing is painted.
    sendForAll("modulepreload", "page-" + page, "low");
    sendForAll("modulepreload", "more-" + language, "low");
  }
  var workspace = decodeURIComponent(inside[1]);
  var addresses = ["/api/session"];
  try {
    // Who was never here, or has signed out, would be refused.
    var asked = JSON.parse(localStorage.getItem("raabta.asked"));
    if (asked) addresses = addresses.concat("/api/v1/meta", asked[location.pathname + location.search] || []);
    var folded = localStorage.getItem("raabta.folded");
    if (folded === "true" || folded === "false") root.setAttribute("data-outline", folded);
  } catch {
    // Nothing is kept here yet.
  }
  var answers = new Map();
  addresses.forEach(function (address) {
    if (answers.has(address)) return;
    var answer = fetch(address, {
      credentials: "same-origin",
      headers: { accept: "application/json", "raabta-workspace": workspace },
    });
    answer.catch(function () {});
    answers.set(address, answer);
  });
  globalThis.raabtaEarly = { workspace: workspace, answers: answers };
})();
