// The article as its readers will see it: the texts of this moment in paragraphs, open ones that are risky underlined.

export function showReading(leaf, segments, current) {
  const paragraphs = [];
  let unit = null;
  for (const one of segments) {
    const its = one.element.parentElement;
    if (its !== unit) {
      unit = its;
      paragraphs.push(document.createElement("p"));
    }
    const paragraph = paragraphs.at(-1);
    if (paragraph.childNodes.length) paragraph.append(" ");
    paragraph.append(sentence(one));
  }
  leaf.replaceChildren(...paragraphs);
  leaf.lang = "en";
  const here = current && leaf.querySelector(`[data-segment="${current.index}"]`);
  if (here) here.scrollIntoView({ block: "center" });
  else scrollTo(0, 0);
}

function sentence(segment) {
  const span = document.createElement("span");
  span.dataset.segment = segment.index;
  span.dataset.state = segment.now;
  span.dataset.risk = segment.element.dataset.risk;
  span.title = segment.source;
  span.textContent = segment.area.value;
  return span;
}
