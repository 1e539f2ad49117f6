// Names and ISO 3166-1 numbers of countries (the numbers are the ids of the map's shapes), and the record's codes for bodies that are no country.
import COUNTRIES from "./countries.json";

export function countryName(code) {
  return COUNTRIES[code]?.[1] ?? code ?? "unknown";
}

export function countryNumber(code) {
  return COUNTRIES[code]?.[0] ?? null;
}

export const CODES = Object.entries(COUNTRIES).map(([code, [, name]]) => ({ code, name }));
