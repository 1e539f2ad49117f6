// The shapes of countries (Natural Earth by way of world-atlas): the coarse ones at once, the finer ones when the map is drawn large.
import { geoPath } from "d3-geo";
import { feature, mesh } from "topojson-client";
import coarseAddress from "world-atlas/countries-110m.json?url";
import fineAddress from "world-atlas/countries-50m.json?url";

const kept = new Map();

/** {countries: [{id, name, feature}], borders} of the coarse or the fine shapes; fetched once from this server. */
export function world(fine = false) {
  const address = fine ? fineAddress : coarseAddress;
  if (!kept.has(address)) {
    const asked = fetch(address).then(async (response) => {
      if (!response.ok) throw new Error(`the map's shapes could not be read (status ${response.status})`);
      const topology = await response.json();
      const shapes = feature(topology, topology.objects.countries).features;
      return {
        countries: shapes.map((shape) => ({ id: shape.id ?? null, name: shape.properties.name, shape })),
        borders: mesh(topology, topology.objects.countries, (a, b) => a !== b),
      };
    });
    asked.catch(() => kept.delete(address));
    kept.set(address, asked);
  }
  return kept.get(address);
}

export { geoPath };
