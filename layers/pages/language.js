/* Streamlit writes lang="en" and English names of its own parts into the page, and has no setting for
   either. This says them in Dutch, also when a part is drawn later. */
const WORDS = {
  "App pages": "Pagina's", "Clear value": "Keuze wissen", "Open": "Lijst openen",
  "Skip to main content": "Naar de inhoud", "No results": "Niets gevonden",
  "Navigate to home page": "Naar de kaart",
};
/* What is said aloud when a list opens or a choice is made. */
const ANNOUNCED = [[/^(\d+) options? available\.$/, "$1 keuzes."], [/^(.*), selected\.?$/, "$1, gekozen."]];

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
    document.querySelectorAll("[aria-live] *").forEach((node) => {
      if (node.childElementCount) return;
      const dutch = ANNOUNCED.reduce((text, [english, words]) => text.replace(english, words), node.textContent);
      if (dutch !== node.textContent) node.textContent = dutch;
    });
  }
}
