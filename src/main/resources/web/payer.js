// Two comforts for browsers with script: a form that submits itself once, and the countdown. Nothing depends on it.
(function () {
  "use strict";
  var form = document.querySelector("form[data-auto]");
  if (form) {
    var mark = "tongfu:" + form.getAttribute("data-auto");
    var always = form.getAttribute("data-auto") === "always";
    var done = false;
    try {
      done = !always && sessionStorage.getItem(mark) === "1";
      if (!always) sessionStorage.setItem(mark, "1");
    } catch (blocked) {
      done = false;
    }
    if (!done) form.submit();
  }
  var clock = document.querySelector("[data-until]");
  if (clock) {
    var until = Date.parse(clock.getAttribute("data-until"));
    var tick = function () {
      var left = Math.max(0, Math.floor((until - Date.now()) / 1000));
      var seconds = left % 60;
      clock.textContent = "(" + Math.floor(left / 60) + ":" + (seconds < 10 ? "0" : "") + seconds + " "
        + clock.getAttribute("data-left") + ")";
      if (left > 0) setTimeout(tick, 1000);
      else location.reload();
    };
    tick();
  }
})();
