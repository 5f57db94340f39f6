using LanguageExt;
using Timeline.Tracking;

namespace Timeline.Tests.Properties.Tracking;

/// <summary>
/// A state, the same state of a reader that never skips, and the model, taken through the same steps over one world.
/// </summary>
internal sealed class TrackerRun
{
    private static readonly string[] Paths = ["", "a", "b", "a", "b", "a.b", "0", "a.0", "f()", "a.f()", "f().a", "s(_)", "a..b", "s(_).a"];
    private static readonly string[] Accesses = ["", "", "", "r", "w", "w", "w", "action", "all"];
    private static readonly string[] Priorities = ["", "low", "medium", "HIGH", "urgent"];
    private static readonly string[] Names = ["label", "label:high", "hint:LOW", "x:y", "priority", "path", "path", "access", "access:high"];

    private readonly World _world = new();
    private readonly WorldReader _reader;
    private readonly WorldReader _forgetful;
    private readonly List<(TrackerState State, TrackerState Twin, TrackerModel Model, TrackerView View, string Shown)> _past = [];
    private TrackerState _state = TrackerState.Empty;
    private TrackerState _twin = TrackerState.Empty;
    private TrackerModel _model;
    private TrackerView _view = TrackerView.Empty;

    public TrackerRun()
    {
        Kinds =
        [
            Destroy, SetProperty, SetProperty, SetActive, SetActive, Assign, AssignRoot, MarkAll, _world.Change, _world.Change,
            Detect, GoBack, Reserve,
        ];
        _reader = new(_world, isForgetful: false);
        _forgetful = new(_world, isForgetful: true);
        _model = new(_world);
        Keep();
    }

    private Action<int, int>[] Kinds { get; }

    /// <summary>How many looks the skipping reader saved.</summary>
    public int Saved => _forgetful.Looks - _reader.Looks;

    /// <summary>Takes the steps that a script tells, of the kinds that its beginning chooses.</summary>
    public void Do(int[] script)
    {
        var mask = script.Take(3).Aggregate(0, (bits, number) => bits * 97 + Math.Abs(number % 1000));
        Action<int, int>[] steps = [Create, Create, Detect, .. Enumerable.Range(0, Kinds.Length)
            .Where(kind => (mask >> kind & 1) == 0).Select(kind => Kinds[kind])];
        for (var at = 3; at + 2 < script.Length; at += 3)
        {
            steps[Math.Abs(script[at] % 1000) % steps.Length](Math.Abs(script[at + 1] % 1000), Math.Abs(script[at + 2] % 1000));
            Assert.Equal(_model.Highest + 1, _state.NextId);
        }

        Detect(0, 0);
        Assert.All(_past, kept => Assert.Equal(kept.Shown, Shown(kept.State)));
    }

    private void Destroy(int which, int how)
    {
        var id = Some(which);
        Same(_model.Destroy(id), (state, _) => state.Destroy(id).Map(it => it.State));
    }

    private void SetActive(int which, int how)
    {
        var id = Some(which);
        Same(_model.SetActive(id, how % 2 == 0), (state, _) => state.SetActive(id, how % 2 == 0));
    }

    private void Assign(int which, int how)
    {
        var (id, node) = (Some(which), _world.Make(how));
        Same(_model.Assign(id, new(node), how % 3 > 0), (state, reader) => state.Assign(id, reader.Capture(node), how % 3 > 0));
    }

    private void AssignRoot(int which, int how)
    {
        if (_model.Roots.Count == 0) return;
        var (id, node) = (_model.Roots[which % _model.Roots.Count], _world.Make(how));
        Same(_model.Assign(id, new(node), true), (state, reader) => state.Assign(id, reader.Capture(node)));
    }

    private void MarkAll(int which, int how)
    {
        var id = Some(which);
        Same(_model.MarkAll(id), (state, _) => state.MarkAll(id));
    }

    private void GoBack(int which, int how)
    {
        (_state, _twin, var model, _view, _) = _past[which % _past.Count];
        _model = model.Copy();
    }

    private void Reserve(int which, int how)
    {
        _model.Reserve(which % 30);
        (_state, _twin) = (_state.Reserve(which % 30), _twin.Reserve(which % 30));
    }

    private void Create(int which, int how)
    {
        var id = how % 4 == 0 ? which % 7 - 3 : 0;
        var isRoot = _model.Roots.Count == 0 || how % 6 == 0;
        var parent = isRoot && how % 12 > 0 ? 0 : Some(which);
        var node = isRoot ? _world.Make(how) : null;
        var path = isRoot && how % 5 > 0 ? "" : Paths[(which / 7 + how) % Paths.Length];
        var access = Accesses[how / 7 % Accesses.Length];
        var priority = Priorities[how / 11 % Priorities.Length];
        Same(_model.Create(id, parent, isRoot ? new(node) : null, ModelPath.Of(path), access, priority), (state, reader) =>
            state.Create(
                new()
                {
                    Id = id,
                    ParentId = parent,
                    Root = isRoot ? reader.Capture(node) : null,
                    Path = $"{path}?access={access}&priority={priority}",
                },
                reader).Map(it => it.State));
    }

    private void SetProperty(int which, int how)
    {
        var name = Names[how % Names.Length];
        var value = (name.Split(':')[0] switch
        {
            "path" => Paths,
            "access" => Accesses,
            "priority" => Priorities,
            _ => ["", "u", "v"],
        })[how / 9 % (name.StartsWith('p') ? name[1] == 'a' ? Paths.Length : Priorities.Length
            : name[0] == 'a' ? Accesses.Length : 3)];
        var (bare, priority) = name switch
        {
            "label:high" => ("label", Priority.High),
            "access:high" => ("access", Priority.High),
            "hint:LOW" => ("hint", Priority.Low),
            _ => (name, Priority.Medium),
        };
        var id = Some(which);
        Same(_model.SetProperty(id, bare, priority, value), (state, _) => state.SetProperty(id, name, value));
    }

    /// <summary>A variable there is, mostly.</summary>
    private long Some(int which) =>
        which % 17 == 0 || _model.Variables.Count == 0 ? 99 : _model.Variables.Keys.ElementAt(which % _model.Variables.Count);

    private void Same(TrackingFault? expected, Func<TrackerState, WorldReader, Either<TimelineError, TrackerState>> step)
    {
        TrackerState Next(TrackerState state, WorldReader reader) => step(state, reader).Match(
            Right: next =>
            {
                Assert.Null(expected);
                return next;
            },
            Left: error =>
            {
                Assert.Equal(expected, Assert.IsType<TimelineError.Tracking>(error).Fault);
                return state;
            });
        (_state, _twin) = (Next(_state, _reader), Next(_twin, _forgetful));
    }

    private void Detect(int which, int how)
    {
        var expected = _model.Detect();
        var (found, twin) = (_state.Detect(_reader), _twin.Detect(_forgetful));
        foreach (var one in (Detection[])[found, twin])
        {
            Assert.Equal(expected.Changes, one.Changes.Select(Line));
            Assert.Equal(expected.Faults, one.Faults.Select(fault =>
                $"{fault.VariableId} {((TimelineError.Tracking)fault.Error).Fault}"));
            Assert.Equal(expected.Created, one.Created.Order());
            Assert.Equal(expected.Destroyed, one.Destroyed);
            Assert.Equal(expected.Unreported, one.Unreported);
        }

        (_state, _twin) = (found.State, twin.State);
        var again = _state.Detect(_reader);
        Assert.Same(_state, again.State);
        Assert.True(again.IsQuiet);
        Assert.Equal(found.Faults.Select(fault => fault.VariableId), again.Faults.Select(fault => fault.VariableId));
        View(found);
        Compare();
        Keep();
    }

    /// <summary>What was told is what there is, and what is new since any view is what differs from it.</summary>
    private void View(Detection found)
    {
        _view = _view.With(found);
        Assert.Equal(TrackerView.Of(found.State), _view);
        var (old, now) = (_past[_past.Count / 2].View, _view);
        var news = old.Diff(now);
        bool Stays(ViewedVariable it) =>
            now.Variables.TryGetValue(it.Id, out var same) && same.ParentId == it.ParentId;
        Assert.Equal(old.Variables.Values.Where(it => !Stays(it)).Select(it => it.Id).Order(), news.Destroyed);
        Assert.Equal(
            now.Variables.Keys.Except(old.Variables.Values.Where(Stays).Select(it => it.Id)).Order(), news.Created.Order());
        var there = old.Variables.Keys.Except(news.Destroyed).ToHashSet();
        foreach (var id in news.Created)
        {
            Assert.True(now.Variables[id].ParentId == 0 || there.Contains(now.Variables[id].ParentId));
            there.Add(id);
        }

        var differ = old.Variables.Values.Where(Stays).SelectMany(it => Differences(it, now.Variables[it.Id])).Order();
        Assert.Equal(differ, news.Changes.SelectMany(it => it.PropertiesChanged
            .Select(name => $"{it.VariableId} {name} {it.Priority}")
            .Concat(it.ValueChanged ? [$"{it.VariableId} {Json(it.Before)}->{Json(it.After)} {it.Priority}"] : [])).Order());
        Assert.Equal(news.Changes.OrderByDescending(it => it.Priority).ThenBy(it => it.VariableId), news.Changes);
    }

    private static IEnumerable<string> Differences(ViewedVariable old, ViewedVariable now)
    {
        if (old.Value != now.Value) yield return $"{old.Id} {Text(old.Value)}->{Text(now.Value)} {now.Priority}";
        foreach (var name in old.Properties.Keys.Union(now.Properties.Keys))
        {
            var (before, after) = (old.Properties.Find(name), now.Properties.Find(name));
            if (before != after) yield return $"{old.Id} {name} {after.Match(it => it, before.IfNone(default(VariableProperty))).Priority}";
        }

        if (!old.Path.Equals(now.Path) && old.Properties.Find("path") == now.Properties.Find("path"))
            yield return $"{old.Id} path Medium";
    }

    private static string Text(Timeline.Values.Value? value) => value is null ? "none" : $"{value}";

    private void Compare()
    {
        Assert.Equal(_model.Roots, _state.Roots);
        Assert.Equal(_model.Variables.Count, _state.Count);
        foreach (var expected in _model.Variables.Values)
        {
            var variable = _state.Find(expected.Id).IfNone(() => throw new InvalidOperationException("it is not there"));
            Assert.Equal(expected.Parent, variable.ParentId);
            Assert.Equal(expected.Path.Text, $"{variable.Path}");
            Assert.Equal(expected.Access, variable.Access.ToWord());
            Assert.Equal(expected.IsActive, variable.IsActive);
            Assert.Equal(expected.ValuePriority, variable.Priority);
            Assert.Equal(expected.Children, variable.Children);
            Assert.Equal(expected.Seen?.Text, variable.Seen is { } seen ? $"{seen.ToJson()}" : null);
            Assert.Equal(expected.Reported, variable.Reported is { } told ? $"{told.ToJson()}" : null);
            Assert.Equal(expected.Properties.Count, variable.Properties.Count);
            Assert.All(expected.Properties, pair =>
                Assert.Equal(pair.Value, (variable.Properties[pair.Key].Value, variable.Properties[pair.Key].Priority)));
        }

        Assert.Equal(_state, _twin);
        Assert.Equal(_state.GetHashCode(), _twin.GetHashCode());
    }

    private void Keep() => _past.Add((_state, _twin, _model.Copy(), _view, Shown(_state)));

    private static string Line(TrackerChange change) =>
        $"{change.Priority} {change.VariableId} " + (change.ValueChanged ? $"{Json(change.Before)}->{Json(change.After)}" : "")
            + $" {string.Join(',', change.PropertiesChanged)}";

    private static string Json(Seen? seen) => seen is null ? "none" : $"{seen.ToJson()}";

    private static string Shown(TrackerState state) => $"{state}\n" + string.Join('\n', state.Variables
        .OrderBy(variable => variable.Id)
        .Select(it => $"{it.Id} {it.ParentId} {it.Path} {it.IsActive} {Json(it.Seen)} {Json(it.Reported)} "
            + string.Join(',', it.Children) + string.Join(',', it.Properties.OrderBy(pair => pair.Key))));
}
