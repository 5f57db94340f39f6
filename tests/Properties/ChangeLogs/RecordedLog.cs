using FsCheck;
using FsCheck.Fluent;
using LanguageExt;
using Timeline.ChangeLogs;
using Timeline.Values;

namespace Timeline.Tests.Properties.ChangeLogs;

/// <summary>Random mutations of nested boxes, with the entries that a tracked container would record of them.</summary>
internal sealed class RecordedLog
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Keys = ["a", "b", "", "0", "1", "-", "a/b", "~", "x y", "é", "😀"];

    private static readonly Value[] Plain =
    [
        Value.OfNull(), Value.Of(true), Value.Of(1), Value.Of(2), Value.Of("a"), Value.Of("\u2028😀"), Value.List.Empty,
        Value.List.From([Value.Of(1), Value.Of(2)]), Value.List.From([Value.Of(2), Value.Of(1)]),
        Value.Map.From([KeyValuePair.Create("a", Value.Of(1)), KeyValuePair.Create("0", Value.Of("x"))]),
    ];

    private readonly Random _random;
    private readonly Box _root;
    private DateTimeOffset _time = Start;

    public RecordedLog(int seed, int steps)
    {
        _random = new Random(seed);
        _root = NewBox((ContainerKind)_random.Next(4), 3);
        Record(ChangeAction.Init, [(_root, ValuePath.Root)], ValuePath.Root, null, _root.ToValue(), null);
        for (var step = 0; step < steps; step++) Mutate();
    }

    /// <summary>What a log is made of; fewer steps of the same seed are simpler.</summary>
    public static Arbitrary<(int Seed, int Steps)> Seeds { get; } = Arb.From(
        from seed in Gen.Choose(0, int.MaxValue - 1)
        from steps in Gen.Choose(0, 40)
        select (seed, steps),
        it => Enumerable.Range(0, it.seed < 0 ? 0 : it.steps).Select(steps => (it.seed, steps)));

    public List<ChangeEntry> Entries { get; } = [];

    /// <summary>What was there after each entry.</summary>
    public List<Box> Contents { get; } = [];

    private void Mutate()
    {
        var ways = _root.Ways().ToList();
        var way = ways[_random.Next(ways.Count)];
        var (box, path) = way[^1];
        var before = _root.ToValue();
        switch (_random.Next(12))
        {
            case 0:
                Record(_random.Next(2) == 0 ? ChangeAction.Lock : ChangeAction.Unlock, way, path, null, null, before);
                break;
            case 1:
                Record(ChangeAction.RolledBack, way[..1], ValuePath.Root, null, null, before);
                break;
            case 2:
                var whole = box.ToValue();
                Replace(box);
                Record(ChangeAction.Replace, way, path, whole, box.ToValue(), before);
                break;
            default:
                if (box.IsMap) MutateMap(way, before);
                else if (box.Kind == ContainerKind.List) MutateList(way, before);
                else MutateSet(way, before);
                break;
        }
    }

    private void MutateMap(List<(Box Box, ValuePath Path)> way, Value content)
    {
        var (box, path) = way[^1];
        var key = Keys[_random.Next(Keys.Length)];
        var was = box.Entries.TryGetValue(key, out var held) ? Box.ToValue(held) : null;
        if (was is not null && _random.Next(2) == 0)
        {
            _ = box.Entries.Remove(key);
            Record(ChangeAction.Remove, way, path.Append(key), was, null, content);
            return;
        }

        box.Entries[key] = NewHeld(2);
        var action = was is null ? ChangeAction.Add : ChangeAction.Update;
        Record(action, way, path.Append(key), was, Box.ToValue(box.Entries[key]), content);
    }

    private void MutateList(List<(Box Box, ValuePath Path)> way, Value content)
    {
        var (box, path) = way[^1];
        var at = _random.Next(box.Items.Count + 1);
        if (at == box.Items.Count || _random.Next(3) == 0)
        {
            box.Items.Insert(at, NewHeld(2));
            Record(ChangeAction.Add, way, path.Append(at), null, Box.ToValue(box.Items[at]), content);
            return;
        }

        var was = Box.ToValue(box.Items[at]);
        if (_random.Next(2) == 0)
        {
            box.Items.RemoveAt(at);
            Record(ChangeAction.Remove, way, path.Append(at), was, null, content);
            return;
        }

        box.Items[at] = NewHeld(2);
        Record(ChangeAction.Update, way, path.Append(at), was, Box.ToValue(box.Items[at]), content);
    }

    private void MutateSet(List<(Box Box, ValuePath Path)> way, Value content)
    {
        var (box, path) = way[^1];
        var element = Plain[_random.Next(Plain.Length)];
        if (box.Elements.Add(element))
        {
            Record(ChangeAction.Add, way, path, null, element, content);
            return;
        }

        _ = box.Elements.Remove(element);
        Record(ChangeAction.Remove, way, path, element, null, content);
    }

    // Some go, some come, and a list is turned round: what no single step says.
    private void Replace(Box box)
    {
        foreach (var key in box.Entries.Keys.Where(_ => _random.Next(2) == 0).ToList()) _ = box.Entries.Remove(key);
        if (box.IsMap) box.Entries[Keys[_random.Next(Keys.Length)]] = NewHeld(1);
        box.Items.Reverse();
        if (box.Kind == ContainerKind.List && _random.Next(2) == 0) box.Items.Add(NewHeld(1));
        _ = box.Elements.RemoveWhere(_ => _random.Next(2) == 0);
        if (box.Kind == ContainerKind.Set) _ = box.Elements.Add(Plain[_random.Next(Plain.Length)]);
    }

    private void Record(
        ChangeAction action,
        List<(Box Box, ValuePath Path)> way,
        ValuePath path,
        Value? before,
        Value? after,
        Value? content)
    {
        _time += TimeSpan.FromSeconds(_random.Next(3));
        Entries.Add(new ChangeEntry
        {
            Id = new ChangeEntryId(_root.Id, Entries.Count + 1),
            Origin = new ChangeEntryId(way[^1].Box.Id, way.Count == 1 ? Entries.Count + 1 : _random.Next(1, 100)),
            Time = _time,
            Actor = Plain[_random.Next(Plain.Length)] is Value.Text actor ? actor.Content : "",
            Action = action,
            Method = action.ToString(),
            Path = path,
            Before = Content(before),
            After = Content(after),
            ContentBefore = Content(content),
            ContentAfter = Content(_root.ToValue()),
            Tree = [.. way.Select(it => new ChangeNode(it.Box.Id, it.Box.Kind, it.Path))],
            Group = _random.Next(4) == 0 ? NewId() : Option<Guid>.None,
            Stack = _random.Next(4) == 0 ? ["inner \"f\"", "outer\u0001"] : [],
        });
        Contents.Add(_root.Clone());
    }

    private static Option<ChangeContent> Content(Value? value) =>
        value is null ? Option<ChangeContent>.None : ChangeContent.Of(value);

    private object NewHeld(int depth) => depth > 0 && _random.Next(2) == 0
        ? NewBox((ContainerKind)_random.Next(4), depth - 1)
        : Plain[_random.Next(Plain.Length)];

    private Box NewBox(ContainerKind kind, int depth)
    {
        var box = new Box(kind, NewId());
        for (var count = _random.Next(4); count > 0; count--)
        {
            if (box.IsMap) box.Entries[Keys[_random.Next(Keys.Length)]] = NewHeld(depth);
            else if (kind == ContainerKind.List) box.Items.Add(NewHeld(depth));
            else _ = box.Elements.Add(Plain[_random.Next(Plain.Length)]);
        }

        return box;
    }

    private Guid NewId()
    {
        var bytes = new byte[16];
        _random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
