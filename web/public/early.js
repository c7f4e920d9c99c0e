// Sets language, direction and theme before the first paint, sends for what this page asked the last time, and for the scripts once something is seen; it stands outside the bundle because the policy forbids inline scripts.
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
  function namesOf(name) {
    return (places.getAttribute("data-" + name) || "").split(" ").filter(Boolean);
  }
  function sendForAll(rel, name, priority) {
    namesOf(name).forEach(function (file) {
      sendFor(rel, file, priority);
    });
  }
  sendForAll("preload", "faces-" + language);
  root.dir = language === "ur" ? "rtl" : "ltr";
  var dark = theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  root.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");

  /** Sends for the scripts, and has them read one after the other: a touch in between is heard. While the page is in development it names its script itself. */
  function begin() {
    if (document.readyState === "loading") return document.addEventListener("DOMContentLoaded", begin);
    sendForAll("modulepreload", "first");
    sendForAll("modulepreload", "words-" + language);
    // Behind the first ones, without which nothing is drawn.
    if (page) {
      sendForAll("modulepreload", "page-" + page, "low");
      sendForAll("modulepreload", "more-" + language, "low");
    }
    void namesOf("first").reduce(function (before, file) {
      return before
        .then(function () {
          return import(file);
        })
        .then(function () {
          return new Promise(function (next) {
            setTimeout(next);
          });
        });
    }, Promise.resolve());
  }

  // Inside a workspace the frame is drawn in outline until the scripts are here.
  var page;
  var inside = /^\/w\/([^/]+)/.exec(location.pathname);
  if (!inside) return begin();
  root.setAttribute("data-outline", "");
  page = /^\/w\/[^/]+\/insight$/.test(location.pathname)
    ? "insight"
    : /^\/w\/[^/]+\/[^/]+\/[0-9a-f]{8}-[0-9a-f-]{27}$/.test(location.pathname) && "record";
  var workspace = decodeURIComponent(inside[1]);
  var addresses = ["/api/session"];
  var sketch;
  try {
    var here = location.pathname + location.search;
    // Who was never here, or has signed out, would be refused.
    var asked = JSON.parse(localStorage.getItem("raabta.asked"));
    sketch = (JSON.parse(localStorage.getItem("raabta.sketches")) || {})[here];
    if (asked) addresses = addresses.concat("/api/v1/meta", asked[here] || []);
    if (sketch) addresses = addresses.concat(sketch.under);
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

  function digestOf(text) {
    return crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  }
  /** The key to what was drawn from these answers on this device as it is now: web/frame/sketching.ts locks with it. */
  function keyOf(digests) {
    var kept = Object.keys(localStorage)
      .filter(function (name) {
        return /^raabta\.(?!asked|sketches)/.test(name);
      })
      .sort()
      .map(function (name) {
        return name + localStorage[name];
      });
    var parts = digests.map(function (digest) {
      return new Uint8Array(digest).join();
    });
    return digestOf(JSON.stringify([language, dark, innerWidth, innerHeight, kept, parts])).then(function (key) {
      return crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt", "decrypt"]);
    });
  }
  function say(locked, digests, down) {
    var box = Uint8Array.from(atob(locked), function (letter) {
      return letter.charCodeAt(0);
    });
    return keyOf(digests)
      .then(function (key) {
        return crypto.subtle.decrypt({ name: "AES-GCM", iv: box.subarray(0, 12) }, key, box.subarray(12));
      })
      .then(function (open) {
        var outline = document.querySelector(".outline");
        JSON.parse(new TextDecoder().decode(open)).forEach(function (word) {
          var line = document.createElement("div");
          var style = line.style;
          line.dir = "auto";
          line.textContent = word[0];
          style.left = word[1] + "px";
          style.top = word[2] + down + "px";
          if (word[3]) style.width = word[3] + "px";
          if (word[4]) style.whiteSpace = word[4];
          style.font = sketch.styles[word[5]][0];
          style.color = sketch.styles[word[5]][1];
          outline.append(line);
        });
        outline.setAttribute("data-said", "");
      })
      .catch(function () {
        // Something is another by now: the page itself will say it.
      });
  }
  /** Draws what was drawn here from the same answers. */
  function draw() {
    return Promise.all(
      sketch.under.map(function (address) {
        return answers.get(address).then(function (answer) {
          return answer.ok ? answer.clone().text() : Promise.reject(answer);
        });
      }),
    ).then(function (texts) {
      var rows = sketch.rows ? JSON.parse(texts[sketch.list]).data.slice(0, sketch.tops.length) : [];
      return Promise.all(texts.map(digestOf)).then(function (digests) {
        var parts = rows.map(function (row, place) {
          var locked = sketch.rows[row.id];
          return (
            locked &&
            digestOf(JSON.stringify(row)).then(function (digest) {
              return say(locked, [digests[sketch.meta], digest], sketch.tops[place]);
            })
          );
        });
        if (sketch.rows) digests.splice(sketch.list, 1);
        return Promise.all(parts.concat(say(sketch.frame, digests, 0))).then(function () {
          early.said = document.querySelectorAll(".outline > [dir]").length === sketch.words;
        });
      });
    });
  }
  /** When what stands now has been painted; a page that nobody sees is not. */
  function painted() {
    return new Promise(function (done) {
      requestAnimationFrame(function () {
        requestAnimationFrame(done);
      });
      setTimeout(done, document.hidden ? 0 : 200);
    });
  }
  var early = { workspace: workspace, answers: answers, digestOf: digestOf, keyOf: keyOf };
  globalThis.raabtaEarly = early;
  var begun = performance.getEntriesByType("navigation")[0];
  void Promise.race([
    sketch ? draw() : undefined,
    // A way to the server and back, and what it takes to answer: who waits longer is better served by the scripts.
    new Promise(function (late) {
      setTimeout(late, 100 + 2 * (begun ? begun.responseStart - begun.requestStart : 0));
    }),
  ])
    .catch(function () {})
    .then(painted)
    .then(begin);
})();
