import { untrack } from 'svelte';
import type { Lab } from '../../app/contract/contract.ts';
import type { Run } from '../../app/run/run.ts';
import { abscissas, placesOf, stepsOf } from '../../app/figure/abscissa.ts';
import type { AbscissaName, StepMap } from '../../app/figure/abscissa.ts';
import type { Figure, PlaneFigure, StepFigure } from '../../app/figure/figure.ts';
import { groupingOf, looksOf, MOST_SUBJECTS, type Grouping } from '../../app/figure/grouping.ts';
import { isSameLine, type Line } from '../../app/figure/line.ts';
import { drawnPairs, lookOf, pairsOf, referenceOf } from '../../app/figure/pairing.ts';
import { planeLayers, type PlaneLayer, type PlaneSource } from '../../app/figure/plane.ts';
import { quantities, type QuantityName } from '../../app/figure/quantity.ts';
import type { Scale } from '../../app/figure/scale.ts';
import type { Stretch } from '../../app/figure/stretch.ts';
import { firstRun, ownerOf, single, sourceLines } from '../../app/figure/subject.ts';
import type { Pair, Subject } from '../../app/figure/subject.ts';
import type { Pointed } from '../charts/pointed.ts';
import type { ComparisonAddress } from './address.ts';
import { Compared } from './compared.svelte.ts';
import { Cursor } from './cursor.svelte.ts';
import { Curves } from './curves.svelte.ts';
import type { Want } from './curves.svelte.ts';
import { Distances } from './distances.svelte.ts';
import { Kept } from './kept.svelte.ts';
import { Places } from './places.svelte.ts';
import { comparisonOf, runAddress } from './route.svelte.ts';
import type { Route } from './route.svelte.ts';
import type { Runs } from './runs.svelte.ts';
import { shownFigure } from './shown-figure.ts';
import { ShownStretch } from './shown-stretch.svelte.ts';
import { Sights } from './sights.svelte.ts';
import { drawnOf, wantsOf } from './wants.ts';

const WIDTH_STEP = 256; // px: a small change of the window's width reads nothing anew

/** Runs beside each other, or one by itself: which, over which steps, with what was read of them. It lives as long as the view that shows it. */
export class Comparison {
  readonly curves: Curves;
  readonly cursor: Cursor;
  readonly kept: Kept;
  readonly distances: Distances;
  readonly compared: Compared;
  readonly sights = new Sights();
  /** In pixels, of the widest chart; 0 until one has its place: what was read before would be read again. */
  #width = $state(0);
  #lastRuns: readonly Run[] = [];
  /** As they were last, of what they are of. */
  readonly #lines = new Map<string, readonly Line[]>();
  readonly #places: Places;
  readonly #stretch: ShownStretch;
  readonly #given: readonly Figure[];
  readonly #route: Route;
  readonly #runs: Runs;

  readonly address: ComparisonAddress = $derived.by(() => {
    const { address } = this.#route;
    if (address.view === 'run') {
      const { id, stretch, turned = [] } = address;
      return { ...comparisonOf([id]), stretch, turned };
    }
    return address.view === 'compare' ? address : comparisonOf([]);
  });
  /** The runs compared, in the address' order; those the lab does not know are left out. */
  readonly runs: readonly Run[] = $derived.by(() => {
    const runs = this.address.runs.flatMap((id) => this.#runs.byId.get(id) ?? []);
    // News of other runs are none here: nothing is drawn anew.
    const same =
      runs.length === this.#lastRuns.length && runs.every((run, index) => run === this.#lastRuns[index]);
    if (!same) this.#lastRuns = runs;
    return this.#lastRuns;
  });
  readonly missing = $derived(this.address.runs.filter((id) => !this.#runs.byId.has(id)));
  /** Without those that have no place on the horizontal axis. */
  readonly shown = $derived(
    this.runs.filter((run) => !this.address.hidden.includes(run.id) && this.#places.of(run.id)),
  );
  /** What is said of runs that have not recorded what the horizontal axis counts; null where there are none. */
  readonly unplaced: string | null = $derived.by(() => {
    const { without } = this.#places;
    if (without.length === 0) return null;
    const labels = without.map(({ id, name }) => this.appearances.get(id)?.label ?? name);
    const whose = labels.length <= 3 ? new Intl.ListFormat('en').format(labels) : `${labels.length} runs`;
    return `No computing time was recorded of ${whose}: not drawn against ${this.abscissa.unit}.`;
  });
  /** Why no run is drawn, where that is so. */
  readonly absence: string = $derived.by(() => {
    if (this.runs.every(({ id }) => this.address.hidden.includes(id))) return 'All runs are hidden';
    return this.unplaced === null ? 'Reading' : 'No computing time was recorded';
  });
  /** How the runs shown are drawn: each by itself, or seeds of one setting as one. */
  readonly grouping: Grouping = $derived(groupingOf(this.shown, this.address.together));
  /** Of runs and of subjects, by their ids. */
  readonly appearances = $derived(looksOf(this.runs, this.grouping));
  readonly subjects: readonly Subject[] = $derived(this.grouping.subjects);
  /** What the others are compared with in figures of pairs. */
  readonly reference: Subject | null = $derived(referenceOf(this.subjects, this.address.against));
  readonly pairs: readonly Pair[] = $derived(pairsOf(this.subjects, this.address.against));
  /** All that figures draw as one. */
  readonly #drawn: readonly Subject[] = $derived([...this.subjects, ...this.pairs]);
  /** The runs shown of which figures draw each by itself. */
  readonly apart: readonly Run[] = $derived(this.shown.slice(0, MOST_SUBJECTS));
  /** Where figures in a plane have their data from. */
  readonly planeSource: PlaneSource = {
    whole: ({ id }, series) => this.curves.get(id, series, true) ?? null,
    studies: ({ id }) => this.kept.studies(id),
    steps: (run) => this.stepsOf(run),
    at: (run) => (this.cursor.at === null ? null : this.stepAt(run, this.cursor.at)),
  };
  /** What the horizontal axes count. */
  readonly abscissa = $derived(abscissas[this.address.abscissa]);
  /** How they space it. */
  readonly across: Scale = $derived(this.address.across);
  /** All there is of the horizontal axis, as far as curves were read. */
  readonly whole: Stretch = $derived.by(() => this.#stretch.whole);
  /** The shortest stretch of it that can be shown. */
  readonly shortest: number = $derived.by(() => this.#stretch.shortest);
  /** The stretch of it that is shown. */
  readonly stretch: Stretch = $derived.by(() => this.#stretch.shown);
  /** Whether what is drawn stands side by side. */
  readonly columns: boolean = $derived(this.address.columns && this.subjects.length > 1);
  /** The figures, of the quantity that pairs are compared by. */
  readonly #all: readonly Figure[] = $derived.by(() => {
    const quantity = quantities[this.address.quantity];
    return this.#given.map((figure) => (figure.kind === 'steps' && figure.of ? figure.of(quantity) : figure));
  });
  /** The figures, on the scales and in the panels they are shown in. */
  readonly figures: readonly Figure[] = $derived.by(() => {
    const { columns } = this;
    return this.#all.map((figure) => shownFigure(figure, { turned: this.address.turned, columns }));
  });

  constructor(lab: Lab, runs: Runs, route: Route, figures: readonly Figure[]) {
    this.#runs = runs;
    this.#route = route;
    this.#given = figures;
    this.curves = new Curves(lab, () => this.#stretch.grow());
    this.#places = new Places(
      () => this.abscissa,
      () => this.runs,
      this.curves,
    );
    this.#stretch = new ShownStretch(() => this.address, this.#places);
    this.cursor = new Cursor(lab);
    this.kept = new Kept(lab);
    this.compared = new Compared(lab);
    this.distances = new Distances(lab, this.curves);
  }

  /** Keeps what is read in step with what is shown. Call inside a component; `connected` makes it read again after a lost connection. */
  follow(connected: () => boolean): void {
    $effect(() => {
      const wants = connected() ? this.#wants() : null;
      if (wants) untrack(() => this.curves.want(wants));
    });
    $effect(() => {
      const { at } = this.cursor;
      const probes = this.#drawn.flatMap((subject) => {
        const step = this.stepAt(subject.runs[0], at ?? 0);
        const wholes = drawnOf(this.#all, subject, this.grouping.behind).filter(
          ({ part }) => part === 'whole',
        );
        return wholes.map((line) => {
          const { source, figureCurve } = line;
          const { series } = figureCurve;
          const curve = this.curves.get(source.id, series);
          return { subject: ownerOf(subject, line), source, series, step, curve };
        });
      });
      untrack(() => this.cursor.read(probes));
    });
    $effect(() => {
      const ids = this.runs.map((run) => run.id);
      void this.runs.map((run) => [run.status, run.summary]);
      if (connected()) untrack(() => this.compared.follow(ids));
    });
    $effect(() => {
      const { runs } = this;
      if (connected()) untrack(() => this.kept.follow(runs));
    });
    $effect(() => () => {
      this.curves.close();
      this.kept.close();
      this.compared.close();
      this.distances.close();
    });
  }

  /** The lines of a figure, of all that is drawn or of some of it, as far as they were read; the same as before where none has changed. */
  lines(figure: StepFigure, subjects: readonly Subject[] = this.subjectsOf(figure)): readonly Line[] {
    const whose = `${figure.name} ${subjects.map(({ id }) => id).join()}`;
    const before = this.#lines.get(whose);
    const now = this.#linesOf(figure, subjects);
    if (before?.length === now.length && now.every((line, at) => isSameLine(line, before[at] ?? line)))
      return before;
    this.#lines.set(whose, now);
    return now;
  }

  #linesOf(figure: StepFigure, subjects: readonly Subject[]): readonly Line[] {
    return subjects.flatMap((subject) =>
      sourceLines(figure, subject, this.grouping.behind).flatMap((line) => {
        const { figureCurve, part, source } = line;
        const curve = this.curves.get(source.id, figureCurve.series);
        const appearance = lookOf(subject, line, this.appearances);
        const x = curve && this.#places.along(source.runs[0].id, curve);
        const run = ownerOf(subject, line);
        return x && appearance ? [{ run, figureCurve, part, appearance, curve, x }] : [];
      }),
    );
  }

  /** What a figure draws as one each: those that it has something of. */
  subjectsOf(figure: StepFigure): readonly Subject[] {
    if (figure.beside) return drawnPairs(figure, this.pairs);
    return this.subjects.filter(({ runs }) => figure.curves(runs[0]).length > 0);
  }

  /** The step of a run that lies nearest to a place of the horizontal axis. */
  stepAt({ id }: Pick<Run, 'id'>, place: number): number {
    return Math.round(this.#places.of(id)?.step(place) ?? place);
  }

  /** The steps of a run that are shown. */
  stepsOf({ id }: Run): Stretch {
    const map = this.#places.of(id);
    return map ? stepsOf(map, this.stretch) : this.stretch;
  }

  /** Where the steps of a run lie on the horizontal axis. */
  mapOf(run: Run): StepMap {
    return this.#places.of(run.id) ?? abscissas.step.along(run.experiment);
  }

  /** Where a step of a run lies on the horizontal axis. */
  placeOf(id: string, step: number): number {
    return this.#places.of(id)?.place(step) ?? step;
  }

  /** What was recorded at the cursor, and where that lies. */
  pointed(run: string, series: string): Pointed | undefined {
    const found = this.cursor.recorded(run, series);
    // The steps of runs that are drawn as one lie where those of the first do.
    return found && { place: this.placeOf(firstRun(run), found.step), value: found.value };
  }

  /** The layers of a figure in a plane, as far as they were read. */
  layers(figure: PlaneFigure, runs: readonly Run[] = this.apart): readonly PlaneLayer[] {
    return planeLayers(figure, runs, this.planeSource, this.appearances);
  }

  /** Whether all that a figure in a plane draws of a run was read. */
  isRead(figure: PlaneFigure, run: Run): boolean {
    return figure.series(run).every((series) => this.curves.get(run.id, series, true) !== undefined);
  }

  /** Whether there is, or may be, anything of a run that a figure draws. */
  draws(figure: Exclude<Figure, StepFigure>, run: Run): boolean {
    switch (figure.kind) {
      case 'plane':
        return figure.isKept?.(this.kept.studies(run.id)) ?? figure.series(run).length > 0;
      case 'events':
        return (this.kept.events(run.id) ?? []).length > 0;
    }
  }

  /** Says how wide a chart is, in pixels: as many buckets are read. */
  widen(width: number): void {
    const stepped = WIDTH_STEP * Math.ceil(width / WIDTH_STEP);
    if (stepped > this.#width) this.#width = stepped;
  }

  show(stretch: Stretch | null): void {
    this.#amend({ stretch });
  }

  /** Has the horizontal axes count something else; the steps of the first run shown stay in sight. */
  count(abscissa: AbscissaName): void {
    const { stretch } = this.address;
    const first = this.shown[0] ?? this.runs[0];
    const map = this.#places.of(first?.id ?? '');
    const next = abscissas[abscissa];
    // Where they lie by what was recorded is known once it was read.
    const kept =
      first && map && stretch && 'along' in next
        ? placesOf(next.along(first.experiment), stepsOf(map, stretch))
        : null;
    this.#amend({ abscissa, stretch: kept });
    this.cursor.at = null;
  }

  /** Has the horizontal axes space what they count another way. */
  space(across: Scale): void {
    this.#amend({ across });
  }

  /** Has pairs of runs compared by another quantity. */
  compareBy(quantity: QuantityName): void {
    this.#amend({ quantity });
  }

  /** Has all others compared with what holds this run. */
  compareWith(against: string): void {
    this.#amend({ against });
  }

  /** Gives a figure the other vertical scale. */
  turn(name: string): void {
    const { turned } = this.address;
    this.#amend({
      turned: turned.includes(name) ? turned.filter((other) => other !== name) : [...turned, name],
    });
  }

  /** Hides the curves of a run, or shows them again. */
  toggle(id: string): void {
    const { hidden } = this.address;
    this.#amend({ hidden: hidden.includes(id) ? hidden.filter((other) => other !== id) : [...hidden, id] });
  }

  /** Shows one run alone; all of them again where it was alone. */
  solo(id: string): void {
    const others = this.address.runs.filter((other) => other !== id);
    const alone = others.length > 0 && others.every((other) => this.address.hidden.includes(other));
    this.#amend({ hidden: alone ? [] : others });
  }

  /** Draws seeds of one setting as one, or each by itself. */
  gather(together: boolean): void {
    this.#amend({ together });
    this.cursor.at = null;
  }

  /** Sets what is drawn side by side, a column each, or lays it over each other. */
  arrange(columns: boolean): void {
    this.#amend({ columns });
  }

  shareAxes(sharedAxes: boolean): void {
    this.#amend({ sharedAxes });
  }

  /** Takes a run out of the comparison. */
  remove(id: string): void {
    const without = (ids: readonly string[]): string[] => ids.filter((other) => other !== id);
    this.#amend({ runs: without(this.address.runs), hidden: without(this.address.hidden) });
  }

  #amend(change: Partial<ComparisonAddress>): void {
    const { address } = this.#route;
    // The view of one run has nothing else to change.
    if (address.view === 'run') {
      const { stretch, turned } = { ...this.address, ...change };
      this.#route.amend({
        ...runAddress(address.id),
        at: address.at,
        stretch,
        ...(turned.length > 0 ? { turned } : {}),
      });
    } else this.#route.amend({ ...this.address, ...change });
  }

  /** Hidden runs are read as long as all are few: they come back at once. */
  #wants(): readonly Want[] {
    if (this.#width === 0 || !this.sights.areKnown) return [];
    const few = !this.grouping.isTogether && this.runs.length <= MOST_SUBJECTS;
    const ready = this.runs.filter(({ id }) => this.#places.of(id));
    const drawn = wantsOf({
      figures: this.#all,
      subjects: [...(few ? ready.map(single) : this.subjects), ...this.pairs],
      apart: few ? ready : this.apart,
      behind: this.grouping.behind,
      ...{ abscissa: this.abscissa.name, across: this.across },
      ...{ stretch: this.#stretch.next, width: this.#width },
      map: (run) => this.mapOf(run),
      isSeen: ({ name }) => this.sights.has(name),
    });
    return [...this.#places.wants(), ...drawn];
  }
}
