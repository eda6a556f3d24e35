"use strict";
(() => {
  const jumpTo = (hash) => {
    const row = hash.length > 1 && document.getElementById(hash.slice(1));
    if (row && row.hidden) {
      row.closest(".report").dispatchEvent(new Event("showall"));
      row.scrollIntoView();
    }
  };

  const prepare = (report) => {
    const rows = [...report.querySelectorAll("tbody tr[data-verdict]")];
    const panel = report.querySelector(".filters");
    const task = panel.querySelector("select");
    const buttons = [...panel.querySelectorAll("button[data-verdict]")];
    const reset = panel.querySelector("button[data-reset]");
    const status = panel.querySelector("[role=status]");
    const nothing = report.querySelector(".nothing");

    const apply = () => {
      const wanted = buttons
        .filter((button) => button.getAttribute("aria-pressed") === "true")
        .map((button) => button.dataset.verdict);
      let left = 0;
      for (const row of rows) {
        row.hidden =
          (task.value !== "all" && row.dataset.task !== task.value) ||
          (wanted.length > 0 && !wanted.includes(row.dataset.verdict));
        left += row.hidden ? 0 : 1;
      }
      status.textContent = `显示 ${left} 项，共 ${rows.length} 项`;
      nothing.hidden = left > 0;
      reset.disabled = task.value === "all" && wanted.length === 0;
    };
    const showAll = () => {
      task.value = "all";
      buttons.forEach((button) => button.setAttribute("aria-pressed", "false"));
      apply();
    };

    buttons.forEach((button) =>
      button.addEventListener("click", () => {
        const pressed = button.getAttribute("aria-pressed") === "true";
        button.setAttribute("aria-pressed", String(!pressed));
        apply();
      })
    );
    task.addEventListener("change", apply);
    reset.addEventListener("click", () => {
      showAll();
      task.focus();
    });
    report.addEventListener("showall", showAll);
    panel.hidden = false;
    // Firefox keeps what was chosen before a reload.
    showAll();
  };

  document.querySelectorAll(".report").forEach(prepare);
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
  window.addEventListener("hashchange", () => jumpTo(location.hash));
})();
