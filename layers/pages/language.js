/* Streamlit writes lang="en" and English names of its own parts into the page, and has no setting for
   either. This says them in Dutch, also when a part is drawn later. */
const WORDS = {
  "App pages": "Pagina's", "Clear value": "Keuze wissen", "Open": "Lijst openen",
  "Skip to main content": "Naar de inhoud", "No results": "Niets gevonden",
  "Clear all": "Alles wissen", "Upload": "Kies bestand", "Browse files": "Kies bestand",
  "Drag and drop file here": "of sleep een bestand hierheen",
};

export default function () {
  document.documentElement.lang = "nl";
  if (window.dutch) return;
  window.dutch = new MutationObserver(() => translate());
  window.dutch.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["aria-label"] });
  translate();

  function translate() {
    document.querySelectorAll("[aria-label]").forEach((node) => {
      const dutch = WORDS[node.getAttribute("aria-label")];
      if (dutch) node.setAttribute("aria-label", dutch);
    });
    document.querySelectorAll("a[href^='#'], [role=option], [class*=skip i]").forEach((node) => {
      const dutch = node.childElementCount ? null : WORDS[node.textContent.trim()];
      if (dutch) node.textContent = dutch;
    });
    document.querySelectorAll("[data-testid=stFileUploader] *").forEach((node) => {
      if (node.childElementCount) return;
      const words = node.textContent.trim(), size = words.match(/^(\d+)\s?MB per file( • .*)?$/);
      const dutch = size ? `Hoogstens ${size[1]} MB${size[2] ?? ""}` : WORDS[words];
      if (dutch) node.textContent = dutch;
    });
  }
}
