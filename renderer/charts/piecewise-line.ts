import { LineElement, type ChartArea } from 'chart.js';

const PIECE = 64; // points: about where the time is least

/**
 * A line of Chart.js that is stroked piece by piece. Without a GPU one path that goes up and down a thousand times, as every line of period two does,
 * takes several times as long as the same path in pieces (docs/performance.md, Screens). Dashes go on from piece to piece: a dashed line is one path.
 */
export class PiecewiseLine extends LineElement {
  static override id = 'piecewiseLine';
  static override defaults = { borderJoinStyle: 'round' };

  override draw(context: CanvasRenderingContext2D, area?: ChartArea): void {
    const { borderColor, borderDash, borderWidth } = this.options;
    // Without a width there is no line: Chart.js has it so where only points are shown.
    if (borderWidth === 0 || borderDash.length > 0 || this.points.length <= PIECE) {
      super.draw(context, area);
      return;
    }
    context.save();
    context.lineCap = 'round'; // two round ends make a round join
    context.lineJoin = 'round';
    context.lineWidth = borderWidth;
    context.strokeStyle = borderColor;
    for (const segment of this.segments)
      for (const piece of pieces(this.points, segment)) {
        context.beginPath();
        this.pathSegment(context, segment, piece);
        context.stroke();
      }
    context.restore();
  }
}

interface Piece {
  /** Indices of its first and its last point. */
  readonly start: number;
  readonly end: number;
}

/** Pieces of a segment that follow each other, each from the last point of the one before. A point that is no number ends none: a line leads across it. */
export function pieces(points: readonly object[], { start, end }: Piece): Piece[] {
  const found: Piece[] = [];
  for (let from = start; from < end;) {
    let to = Math.min(from + PIECE, end);
    while (to < end && isSkipped(points[to])) to++;
    found.push({ start: from, end: to });
    from = to;
  }
  return found;
}

function isSkipped(point: object | undefined): boolean {
  return point !== undefined && 'skip' in point && point.skip === true;
}
