/* Streamlit writes lang="en" and English names of its own parts into the page, and has no setting for
   either. This says them in Dutch, also when a part is drawn later. */
const WORDS = {
  "App pages": "Pagina's", "Clear value": "Keuze wissen", "Open": "Lijst openen",
  "Skip to main content": "Naar de inhoud", "No results": "Niets gevonden",
  "Remove file": "Bestand weghalen", "Clear all": "Alles wissen", "Select all": "Alles kiezen",
  "Selected values": "Gekozen", "Navigate to home page": "Naar de kaart",
};
/* What is said aloud when a list opens or a choice is made. */
const ANNOUNCED = [[/^(\d+) options? available\.$/, "$1 keuzes."], [/^(.*), selected\.?$/, "$1, gekozen."]];

/* What the file uploader says, with a number or a list in it. */
const PHRASES = [
  [/^Upload$|^Browse files$/, "Kies bestand"], [/^Drag and drop files? here$/, "Sleep een bestand hierheen"],
  [/^(?:Limit )?(\d+) ?MB per file(?: • (.*))?$/, "hoogstens $1 MB, $2"],
  [/^(.*) files? (?:is|are) not allowed\.?$/, "$1: dit soort bestand kan niet."],
  [/^File must be (.*) or smaller\.?$/, "Het bestand is groter dan $1."],
];

export default function () {
  document.documentElement.lang = "nl";
  if (window.dutch) return;
  window.dutch = new MutationObserver(() => translate());
  window.dutch.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["aria-label"] });
  translate();

  function translate() {
    document.querySelectorAll("[aria-label]").forEach((node) => {
      const name = node.getAttribute("aria-label");
      const dutch = WORDS[name] ?? (name.startsWith("Remove ") && `${name.slice(7)} weghalen`);
      if (dutch) node.setAttribute("aria-label", dutch);
    });
    document.querySelectorAll("[data-testid=stFileUploader] *").forEach((node) => {
      const text = node.childElementCount ? "" : node.textContent.trim();
      const [pattern, dutch] = PHRASES.find(([one]) => one.test(text)) || [];
      if (pattern) node.textContent = text.replace(pattern, dutch);
    });
    document.querySelectorAll("a[href^='#'], [role=option], [role=option] *, [class*=skip i]").forEach((node) => {
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
