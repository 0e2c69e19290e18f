// Replays the drawing commands of utils/drawing/recorder.py, which describes their format, on a canvas.

const CAPS = ["butt", "round", "square"];
const JOINS = ["miter", "round", "bevel"];
const NO_CLIP = 255;
const NO_SHAPE = 65535;
// Of up to one pixel, browsers draw a line as a hairline, without the pixels beside it that Agg and wider lines shade.
// Where many marks lie on each other, one sees the difference
const JUST_WIDE = 1.01;

class Reader {
  constructor(bytes) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = 0;
  }
  get done() {
    return this.at >= this.view.byteLength;
  }
  u8() {
    return this.view.getUint8(this.at++);
  }
  u16() {
    this.at += 2;
    return this.view.getUint16(this.at - 2, true);
  }
  u32() {
    this.at += 4;
    return this.view.getUint32(this.at - 4, true);
  }
  f32() {
    this.at += 4;
    return this.view.getFloat32(this.at - 4, true);
  }
  bytes(length) {
    this.at += length;
    return new Uint8Array(this.view.buffer, this.view.byteOffset + this.at - length, length);
  }
  color() {
    return `#${[...this.bytes(4)].map((part) => part.toString(16).padStart(2, "0")).join("")}`;
  }
  list(length, read) {
    return Array.from({ length }, read);
  }
  // Half of a place, in CSS pixels
  css() {
    return this.u16() / this.unit - this.margin;
  }
}

function readHeader(reader) {
  const version = reader.u8();
  if (version !== 4) throw new Error(`drawing commands of version ${version}; this page knows version 4`);
  reader.unit = reader.u8();
  reader.margin = reader.u8();
  return { scale: reader.f32(), background: reader.u32() };
}

// The background that commands belong to
function backgroundOf(bytes) {
  return readHeader(new Reader(bytes)).background;
}

function readStyle(reader) {
  const flags = reader.u8();
  const style = { cap: CAPS[(flags >> 3) & 3], join: JOINS[(flags >> 5) & 3], dashes: [], offset: 0 };
  if (flags & 1) style.stroke = reader.color();
  if (flags & 2) style.fill = reader.color();
  style.width = reader.u16() / 256;
  if (flags & 4) {
    const length = reader.u8();
    style.offset = reader.f32();
    style.dashes = reader.list(length, () => reader.f32());
  }
  return style;
}

function readShape(reader) {
  const flags = reader.u8();
  const length = reader.u16();
  const codes = flags & 1 ? reader.bytes(length) : null;
  const isExact = flags & 8;
  const places = new Float32Array(2 * length); // in CSS pixels
  for (const half of [0, 1])
    for (let i = half; i < places.length; i += 2) places[i] = isExact ? reader.f32() : reader.css();
  return { codes, places, closed: flags & 2, snap: flags & 4 };
}

function readClip(reader) {
  return { edges: reader.list(4, () => reader.css()), shape: reader.u16() };
}

function isOdd(style, ratio) {
  return Boolean(style.stroke) && Math.round(style.width * ratio) % 2 === 1;
}

// What is level or upright stands on whole pixels, or with odd widths between two, to be sharp: as Agg does it
function snapping(style, ratio) {
  const half = isOdd(style, ratio) ? 0.5 : 0;
  return (pixels) => Math.floor(pixels + 0.5) + half;
}

// A shape as the canvas takes it: `put` turns a place in pixels into the one that is drawn.
function pathOf(shape, ratio, put, dx = 0, dy = 0) {
  const path = new Path2D();
  const { codes, places } = shape;
  const x = (i) => put(places[2 * i] * ratio + dx);
  const y = (i) => put(places[2 * i + 1] * ratio + dy);
  for (let i = 0; i < places.length / 2; i++) {
    const code = codes ? codes[i] : i ? 2 : 1;
    if (code === 1) path.moveTo(x(i), y(i));
    else if (code === 2) path.lineTo(x(i), y(i));
    else if (code === 3) path.quadraticCurveTo(x(i), y(i), x(++i), y(i));
    else if (code === 4) path.bezierCurveTo(x(i), y(i), x(i + 1), y(i + 1), x(i + 2), y((i += 2)));
    else path.closePath();
  }
  if (shape.closed) path.closePath();
  return path;
}

// Small canvases for images, by their size: to make one takes longer than to fill it
const MOST_SIZES = 40;
const easels = new Map();

function easelOf(columns, rows) {
  const key = `${columns} x ${rows}`;
  if (!easels.has(key)) {
    if (easels.size === MOST_SIZES) easels.clear();
    const canvas = new OffscreenCanvas(columns, rows);
    easels.set(key, { canvas, context: canvas.getContext("2d"), data: new ImageData(columns, rows) });
  }
  return easels.get(key);
}

// The image is to be drawn before the next one of its size is read
function imageOf(reader, columns, rows) {
  const nColors = reader.u16();
  const { canvas, context, data } = easelOf(columns, rows);
  if (!nColors) data.data.set(reader.bytes(4 * columns * rows));
  else {
    const colors = new Uint32Array(reader.bytes(4 * nColors).slice().buffer); // four parts in one
    const pixels = new Uint32Array(data.data.buffer);
    const places = reader.bytes(columns * rows);
    for (let i = 0; i < pixels.length; i++) pixels[i] = colors[places[i]];
  }
  context.putImageData(data, 0, 0);
  return canvas;
}

// Draw commands on a canvas whose background is there already.
// `zoom`: pixels of the canvas for each pixel that Python drew for.
function replay(context, bytes, zoom = 1) {
  const reader = new Reader(bytes);
  const header = readHeader(reader);
  const ratio = header.scale * zoom;
  const styles = reader.list(reader.u16(), () => readStyle(reader));
  const shapes = reader.list(reader.u16(), () => readShape(reader));
  const clips = reader.list(reader.u8(), () => readClip(reader));
  const paths = new Map();
  const asIs = (pixels) => pixels;
  const whole = (pixels) => Math.floor(pixels + 0.5);

  function found(style, number, shape) {
    const key = shape.snap && isOdd(style, ratio) ? `odd ${number}` : number;
    if (!paths.has(key)) paths.set(key, pathOf(shape, ratio, shape.snap ? snapping(style, ratio) : asIs));
    return paths.get(key);
  }

  function use(style) {
    if (style.fill) context.fillStyle = style.fill;
    if (!style.stroke) return;
    context.strokeStyle = style.stroke;
    context.lineWidth = style.width * ratio;
    if (context.lineWidth > 0.75 && context.lineWidth <= 1) context.lineWidth = JUST_WIDE;
    context.lineCap = style.cap;
    context.lineJoin = style.join;
    context.setLineDash(style.dashes.map((length) => length * ratio));
    context.lineDashOffset = style.offset * ratio;
  }

  function paint(style, path) {
    if (style.fill) context.fill(path);
    if (style.stroke) context.stroke(path);
  }

  function cut(clip) {
    const [left, top, right, bottom] = clip.edges.map((edge) => whole(edge * ratio));
    context.beginPath();
    context.rect(left, top, right - left, bottom - top);
    context.clip();
    if (clip.shape !== NO_SHAPE) context.clip(pathOf(shapes[clip.shape], ratio, asIs));
  }

  const kinds = [
    function path() {
      const style = styles[reader.u16()];
      const number = reader.u16();
      use(style);
      paint(style, found(style, number, shapes[number]));
    },
    function marks() {
      const style = styles[reader.u16()];
      const number = reader.u16();
      const shape = shapes[number];
      const path = found(style, number, shape);
      const middle = shape.snap ? 0 : 0.5;
      const margin = whole(reader.margin * header.scale);
      const place = () => whole((reader.u16() - margin) * zoom) + middle;
      const many = reader.u16();
      const [x, y] = [reader.list(many, place), reader.list(many, place)];
      use(style);
      for (let i = 0; i < many; i++) {
        context.setTransform(1, 0, 0, 1, x[i], y[i]);
        paint(style, path);
      }
    },
    function items() {
      const atPlaces = reader.u8();
      for (let left = reader.u16(); left > 0; left--) {
        const style = styles[reader.u16()];
        const number = reader.u16();
        const [x, y] = atPlaces ? [reader.css() * ratio, reader.css() * ratio] : [0, 0];
        const shape = shapes[number];
        const isFixed = shape.snap && atPlaces; // it is the place on the screen that is put on whole pixels
        use(style);
        context.setTransform(1, 0, 0, 1, isFixed ? 0 : x, isFixed ? 0 : y);
        paint(style, isFixed ? pathOf(shape, ratio, snapping(style, ratio), x, y) : found(style, number, shape));
      }
    },
    function image() {
      const smooth = reader.u8();
      const [columns, rows] = [reader.u16(), reader.u16()];
      context.setTransform(new DOMMatrix(reader.list(6, () => reader.f32() * ratio)));
      context.imageSmoothingEnabled = Boolean(smooth);
      context.drawImage(imageOf(reader, columns, rows), 0, 0);
    },
  ];

  context.miterLimit = 4; // Agg's
  while (!reader.done) {
    const kind = reader.u8();
    const clip = reader.u8();
    context.save();
    if (clip !== NO_CLIP) cut(clips[clip]);
    kinds[kind]();
    context.restore();
  }
}
