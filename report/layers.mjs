// Places for the nodes of a process map: layers from the first step to the last, few crossings within a layer.
//
// Moves back (the reverse of the main direction) must not decide the layers: first each step is tied to the one it most often follows,
// then the other edges are taken in order of their weight; one that would close a circle is left out of the layering and drawn all the same. A layer is the longest way from a beginning;
// within layers the order follows the mean place of the neighbours, a few rounds up and down (Sugiyama, Tagawa and Toda 1981).

import { sorted } from './format.mjs';

/** edges: [{ source, target, n }] -> { nodes: [{ name, layer, place }], layers }; place is 0..1 across the layer. */
export function layers(edges) {
  const names = [...new Set(edges.flatMap((e) => [e.source, e.target]))];
  const out = new Map(names.map((x) => [x, []]));
  const reaches = (from, to) => {
    const seen = new Set([from]);
    const stack = [from];
    while (stack.length) {
      const x = stack.pop();
      if (x === to) return true;
      for (const y of out.get(x))
        if (!seen.has(y)) {
          seen.add(y);
          stack.push(y);
        }
    }
    return false;
  };
  const forward = [];
  const byWeight = sorted(
    edges.filter((e) => e.source !== e.target),
    (x, y) => y.n - x.n,
  );
  const surplus = (x) => byWeight.reduce((sum, e) => sum + (e.source === x ? e.n : 0) - (e.target === x ? e.n : 0), 0);
  const beginning = sorted(names, (x, y) => surplus(y) - surplus(x))[0];
  const main = new Map();
  for (const e of byWeight) if (e.target !== beginning && !main.has(e.target)) main.set(e.target, e);
  for (const e of new Set([...main.values(), ...byWeight])) {
    if (reaches(e.target, e.source)) continue;
    out.get(e.source).push(e.target);
    forward.push(e);
  }
  // longest way: the graph has no circle, so as many rounds as there are nodes suffice
  const layer = new Map(names.map((x) => [x, 0]));
  for (let round = 0, moved = true; moved && round <= names.length; round++) {
    moved = false;
    for (const e of forward)
      if (layer.get(e.target) <= layer.get(e.source)) {
        layer.set(e.target, layer.get(e.source) + 1);
        moved = true;
      }
  }
  const count = Math.max(0, ...layer.values()) + 1;
  const rows = Array.from({ length: count }, (_, i) => names.filter((x) => layer.get(x) === i));
  const place = new Map();
  const settle = (row) => row.forEach((x, i) => place.set(x, (i + 0.5) / row.length));
  rows.forEach(settle);
  const weigh = (x, side) => {
    let sum = 0,
      weight = 0;
    for (const e of edges) {
      const other = e.source === x ? e.target : e.target === x ? e.source : null;
      if (other === null || other === x || Math.sign(layer.get(other) - layer.get(x)) !== side) continue;
      sum += e.n * place.get(other);
      weight += e.n;
    }
    return weight ? sum / weight : place.get(x);
  };
  for (let round = 0; round < 6; round++) {
    const side = round % 2 ? 1 : -1;
    for (const row of side < 0 ? rows : [...rows].reverse()) {
      const wish = new Map(row.map((x) => [x, weigh(x, side)]));
      row.sort((x, y) => wish.get(x) - wish.get(y));
      settle(row);
    }
  }
  return { nodes: names.map((x) => ({ name: x, layer: layer.get(x), place: place.get(x) })), layers: count };
}
