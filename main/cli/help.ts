/** What the help says beyond the options: enough to use the command line without another page. */

export const programHelp = `
Examples
  ravine presets                                       what there is to start with
  ravine run preset:the-bounce                         GD and SAM on a quadratic
  ravine run experiment.json --json                    one JSON object a run
  ravine fork ID --set optimizer.kind=sam --set optimizer.radius=0.05
                                                       on from where a run ended, as SAM
  ravine list                                          the runs of the store
  ravine compare ID ID                                 what differs, and what came of it
  ravine distance ID OTHER                             how far two runs with one start are apart, step by step
  ravine spectrum ID --at start                        eigenvalues of the Hessian at a point of a run
  ravine export ID --format csv --out run.csv          every recorded point
  ravine serve --open                                  the same lab with its screens

IDs may be shortened to any beginning that no other run shares.
Standard output carries results only; progress and messages go to standard error.

Exit status
  0    done (a run that diverged or converged is a result)
  1    a run, or the command, failed
  2    wrong usage or an invalid experiment; standard error says where
  130  interrupted; what was computed is kept

Environment
  RAVINE_STORE  the store file where --store is not given

\`ravine COMMAND --help\` tells about one command; docs/command-line.md has it all.`;

export const listHelp = `
SEARCH is one or more of these; a run is listed where all hold
  word              in its id, name, state, tags or note
  optimizer:sam     a setting, a statistic or a state that contains it
  'stepSize<0.05'   a number compared: < <= > >= = !=
  'λ₁>40'           a statistic of its end; also loss, flips, edgeRatio, …
  tag:paper         a tag; also is:pinned, is:archived, is:forked
  -status:failed    the opposite, after -- since it begins with a minus

Example
  ravine list optimizer:sam 'λ₁>40' -- -status:failed`;

export const runHelp = `
SPEC is a JSON file with one experiment or an array of them (docs/experiment-file.md), - for
standard input, or preset:NAME (\`ravine presets\`). Several run side by side, as many as the
machine has cores. A data file named in an experiment is looked for beside the experiment file.

Examples
  ravine run preset:the-bounce
  ravine run gd.json sam.json --store sweep.sqlite
  ravine run experiment.json --backend reference --json > results.jsonl
  generate-experiments | ravine run - --quiet --json

Output
  A result for every run, in the order of completion. With --json one object a line:
  {"id","name","status","steps","seconds","stepsPerSecond","backend","precision","mode","device",
   "reason","candidates","summary":{"finalLoss","finalSharpness","maxSharpness","edgeRatio",
   "edgeRatioSd","flipRate",…}}; "problem" says why a run failed.
  status: finished, converged, diverged, stopped, failed.

Ctrl-C stops the runs and keeps what was computed (status stopped); \`ravine resume\` takes them
up. A second Ctrl-C ends at once.

Exit status: 0 all ended; 1 a run failed; 2 an experiment is invalid: standard error names the
file, the place in it, what it got and what it expects, and nothing was run; 130 interrupted.`;

export const forkHelp = `
A new run begins at the parameters of a step of another, as its own step 0 and with no velocity, and goes
on with what --set says; without --at at the last ones that are kept. Objective, seed and precision stay.
A setting is a place in the experiment and its value as JSON (docs/experiment-file.md); another
optimizer.kind keeps stepSize, momentum, nesterov and batch. Output and exit status are those of
\`ravine run\`.

Examples
  ravine fork ID --set optimizer.kind=sam --set optimizer.radius=0.05    GD becomes SAM
  ravine fork ID --at 1000 --set optimizer.stepSize=0.02 --set steps=5000
  ravine fork ID --at 7 --set 'measure={"sharpness":{"every":1}}' --json`;

export const serveHelp = `
Prints the address, which holds a secret made anew at every start: whoever has it can use the
lab. It is reachable from this machine only; docs/remote.md shows the way from another one
through an SSH tunnel. Ctrl-C ends it; runs keep a checkpoint and can be resumed.

Examples
  ravine serve --open
  ravine serve --port 8000 --store sweep.sqlite`;

export const exportHelp = `
Formats
  json  the run with settings, statistics and all series at full length; \`ravine import\` takes it back
  csv   a header and a row a step, empty cells where nothing was measured
  npz   series, parameters at the start, the end and every checkpoint, the data and the last
        eigenvectors, for NumPy: numpy.load("run.npz")["series/loss/value"]
  svg   a figure of all the runs together, as vectors, with a caption of their settings; --figure
        says which, else the sharpness with its edge; spectrum and slice draw what the
        commands of these names have kept with the run, --at says of which step;
        difference and ratio draw the quantity --of of each run beside that of the first, or
        of --against; distance what \`ravine distance\` has kept
  png   the same as a picture; png needs --out

Without --out a single json or csv goes to standard output; npz needs --out. For several runs --out
is a folder, each file in it named by the run's id.

Examples
  ravine export ID --format csv --out run.csv
  ravine export ID ID --format npz --out exported/
  ravine export ID ID --format svg --figure oscillation --out bounce.svg
  ravine export GD SAM --format svg --figure ratio --of loss --out ratio.svg
  ravine export ID --format png --figure spectrum --at 400 --out spectrum.png`;

export const spectrumHelp = `
The eigenvalues of the Hessian of the loss on all examples: the largest and the smallest by Lanczos,
the density of all by stochastic Lanczos quadrature, the trace with its standard error. Where there
are no more parameters than Lanczos steps, all eigenvalues exactly (docs/studies.md).

Examples
  ravine spectrum ID
  ravine spectrum ID --at start --vectors 20 --steps 120 --json`;

export const sliceHelp = `
Along u1 the leading eigenvector of the Hessian, u2 the second, g what is left of the gradient beside
u1. The slice shows where the next four iterates of the run's own optimizer and its ascent point lie,
and how far off it they are.

Examples
  ravine slice ID
  ravine slice ID --at start --plane u1,g --points 81 --json`;

export const distanceHelp = `
‖w_t − w'_t‖ exactly, at every step that both runs came to. The iterates are not kept, so both runs are
computed once more from their start, by what computed them, and held bit for bit against the parameters
that are kept of them. The distance is kept with both as a series, distance.ID.

Examples
  ravine distance ID OTHER
  ravine distance ID OTHER --json`;

export const flowHelp = `
w' = −∇ℓ(w) from the run's own start, by Dormand and Prince's method with controlled steps, compared with
the run at every step at which it keeps its parameters: a run of step size η is at time ηt.

Examples
  ravine flow ID
  ravine flow ID --tolerance 1e-9 --evaluations 2000000`;
