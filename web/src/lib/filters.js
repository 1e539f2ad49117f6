// The filters of the API; the views keep further parameters of their own in the same query.
export const MANY = ["type", "mode", "quad", "country", "entity", "actor", "recipient", "dyad", "status", "certainty", "source_kind", "place", "geonameid", "document", "story"];
export const ONE = ["since", "until", "published_since", "published_until", "text", "min_confidence"];

/** The filters in a query, as parameters for the API. */
export function filtersOf(query, without = []) {
  const params = {};
  for (const name of MANY) {
    const values = query.getAll(name).filter(Boolean);
    if (values.length && !without.includes(name)) params[name] = values;
  }
  for (const name of ONE) {
    const value = query.get(name);
    if (value && !without.includes(name)) params[name] = value;
  }
  return params;
}

export const LABELS = {
  type: "Type", mode: "Mode", quad: "Quad class", country: "Country", entity: "Entity", actor: "Actor", recipient: "Recipient", dyad: "Dyad", status: "Status",
  certainty: "Certainty", source_kind: "Source", place: "Place", geonameid: "Place id", document: "Document", story: "Story", since: "From", until: "To",
  published_since: "Published from", published_until: "Published to", text: "Words", min_confidence: "Confidence at least",
};
