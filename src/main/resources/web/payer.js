// Comforts for browsers with script: a form that submits itself once, no order sent twice by a double click, and the
// countdown. Nothing depends on it.
(function () {
  "use strict";
  var RETRY_MS = 5000;

  // A second press while the first is under way is dropped; where nothing came of it, the button works again.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.hasAttribute("data-sent")) {
      event.preventDefault();
      return;
    }
    form.setAttribute("data-sent", "");
    setTimeout(function () { form.removeAttribute("data-sent"); }, RETRY_MS);
  });
  window.addEventListener("pageshow", function (event) {
    if (!event.persisted) return;
    document.querySelectorAll("form[data-sent]").forEach(function (form) { form.removeAttribute("data-sent"); });
  });

  // Once per visit, so that the way back leads to the button and not forward again.
  function firstTime(name) {
    if (name === "always") return true;
    try {
      var first = sessionStorage.getItem("tongfu:" + name) === null;
      sessionStorage.setItem("tongfu:" + name, "1");
      return first;
    } catch (blocked) {
      return true;
    }
  }
  var form = document.querySelector("form[data-auto]");
  if (form && firstTime(form.getAttribute("data-auto"))) {
    if (form.requestSubmit) form.requestSubmit();
    else form.submit();
  }

  // Seconds as the gateway counted them: a browser's wrong clock neither ends the order early nor reloads for ever.
  var clock = document.querySelector("[data-seconds]");
  if (clock) {
    var seconds = Number(clock.getAttribute("data-seconds"));
    var start = performance.now();
    var tick = function () {
      var left = Math.max(0, Math.ceil(seconds - (performance.now() - start) / 1000));
      var rest = left % 60;
      var time = Math.floor(left / 60) + ":" + (rest < 10 ? "0" : "") + rest;
      clock.textContent = clock.getAttribute("data-left").replace("#", time);
      setTimeout(left > 0 ? tick : function () { location.reload(); }, 1000);
    };
    tick();
  }
})();
