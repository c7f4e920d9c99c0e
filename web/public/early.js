// Sets language, direction and theme before the first paint, and sends for the words; it stands outside the bundle because the policy forbids inline scripts.
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
  var words = document.currentScript.getAttribute("data-words-" + language);
  if (words) {
    var link = document.createElement("link");
    link.rel = "modulepreload";
    link.href = words;
    document.head.append(link);
  }
  root.dir = language === "ur" ? "rtl" : "ltr";
  var dark = theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  root.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
})();
