using System.Collections.Immutable;
using System.Text.Json.Serialization;
using LanguageExt;
using Timeline.Collections;
using Timeline.Tests.Properties.Changes;
using Xunit.Sdk;

namespace Timeline.Tests.Properties.Objects;

/// <summary>A type that was put together at random, and a law over objects of it.</summary>
internal abstract class Kind
{
    /// <summary>A type of parts that may have parts themselves.</summary>
    public static Kind Any(Tape tape, int depth)
    {
        if (depth == 0 || tape.OneIn(6)) return Leaf(tape);
        var part = Any(tape, depth - 1);
        return tape.Below(4) == 0 ? part.With(tape, Any(tape, depth - 1)) : part.Held(tape);
    }

    public abstract void Hold(Tape tape, ILaw law);

    /// <summary>A type that holds things of this one.</summary>
    public abstract Kind Held(Tape tape);

    /// <summary>A type that holds something of this one and of another.</summary>
    public abstract Kind With(Tape tape, Kind other);

    public abstract Kind After<TFirst>(Tape tape, Kind<TFirst> first);

    private static Kind Leaf(Tape tape) => tape.Below(5) switch
    {
        0 => new Kind<int>(it => it.Below(4)),
        1 => new Kind<string>(it => it.Of("", "a", "b", "é/~", "$type")),
        2 => new Kind<Hue>(it => (Hue)it.Below(3)),
        3 => new Kind<Spot>(it => new Spot(it.Below(2), it.Below(3)), (it, old) => old with { Y = it.Below(3) }),
        _ => new Kind<Form>(
            it => it.OneIn(2) ? new Round(it.Below(3)) : new Flat(it.Below(2), it.Of("x", "y")),
            (it, old) => old is Flat flat ? flat with { Name = it.Of("x", "y", "z") } : new Round(it.Below(3))),
    };
}

/// <summary>As <see cref="Kind"/>, with the type.</summary>
internal sealed class Kind<T>(Func<Tape, T> any, Func<Tape, T, T>? edit = null) : Kind
{
    public T Any(Tape tape) => any(tape);

    /// <summary>What may have become of an object: something in it changed, or all of it.</summary>
    public T Edited(Tape tape, T old) => edit is null || tape.OneIn(8) ? any(tape) : edit(tape, old);

    public override void Hold(Tape tape, ILaw law)
    {
        try
        {
            law.Hold(this, tape);
        }
        catch (Exception error)
        {
            throw new XunitException($"of {typeof(T)}: {error.Message}", error);
        }
    }

    public override Kind Held(Tape tape) => tape.Below(12) switch
    {
        0 => Listed(it => it.ToImmutableList()),
        1 => Listed(it => it.ToArray()),
        2 => Listed(it => it.ToImmutableArray()),
        3 => Listed(PersistentList<T>.From),
        4 => Listed(it => new Seq<T>(it)),
        5 => Listed(it => it.ToList()),
        6 => new Kind<Option<T>>(
            it => it.OneIn(3) ? Option<T>.None : Option<T>.Some(Any(it)),
            (it, old) => it.OneIn(4) ? Option<T>.None : Option<T>.Some(
                old.Match(held => Edited(it, held), () => Any(it)))),
        7 => Mapped(it => it.ToImmutableDictionary(), it => it),
        8 => Mapped(PersistentMap<string, T>.From, it => it),
        9 => Mapped(it => new Dictionary<string, T>(it), it => it),
        10 => Mapped(
            it => Prelude.toHashMap(it.Select(entry => (entry.Key, entry.Value))),
            it => it.Select(entry => KeyValuePair.Create(entry.Key, entry.Value))),
        _ => new Kind<ImmutableHashSet<T>>(
            it => [.. Many(it)],
            (it, old) => it.OneIn(2) || old.IsEmpty ? old.Add(Any(it)) : old.Remove(old.First())),
    };

    public override Kind With(Tape tape, Kind other) => other.After(tape, this);

    public override Kind After<TFirst>(Tape tape, Kind<TFirst> first) => tape.Below(4) switch
    {
        0 => new Kind<(TFirst, T)>(
            it => (first.Any(it), Any(it)),
            (it, old) => it.OneIn(2) ? (first.Edited(it, old.Item1), old.Item2) : (old.Item1, Edited(it, old.Item2))),
        1 => new Kind<Either<TFirst, T>>(
            it => it.OneIn(2) ? Prelude.Left<TFirst, T>(first.Any(it)) : Prelude.Right<TFirst, T>(Any(it)),
            (it, old) => old.BiMap(right => Edited(it, right), left => first.Edited(it, left))),
        _ => new Kind<Duo<TFirst, T>>(
            it => new Duo<TFirst, T>(first.Any(it), Any(it)),
            (it, old) => it.OneIn(2)
                ? old with { First = first.Edited(it, old.First) }
                : old with { Second = Edited(it, old.Second) }),
    };

    private Kind<TList> Listed<TList>(Func<IEnumerable<T>, TList> made)
        where TList : IEnumerable<T> => new(
        tape => made(Many(tape)),
        (tape, old) =>
        {
            List<T> items = [.. old];
            var at = tape.Below(items.Count + 1);
            if (at == items.Count) items.Add(Any(tape));
            else if (tape.OneIn(3)) items.RemoveAt(at);
            else items[at] = Edited(tape, items[at]);
            return made(items);
        });

    private Kind<TMap> Mapped<TMap>(
        Func<IEnumerable<KeyValuePair<string, T>>, TMap> made, Func<TMap, IEnumerable<KeyValuePair<string, T>>> entries)
        => new(
            tape => made(Many(tape).Select((value, at) => KeyValuePair.Create($"k{at}", value))),
            (tape, old) =>
            {
                var items = entries(old).ToDictionary();
                var key = $"k{tape.Below(4)}";
                if (!items.TryGetValue(key, out var value)) items[key] = Any(tape);
                else if (tape.OneIn(3)) _ = items.Remove(key);
                else items[key] = Edited(tape, value);
                return made(items);
            });

    private List<T> Many(Tape tape) => [.. Enumerable.Range(0, tape.Below(4)).Select(_ => Any(tape))];
}

/// <summary>What is held against any type.</summary>
internal interface ILaw
{
    void Hold<T>(Kind<T> kind, Tape tape);
}

internal enum Hue
{
    Red,
    Green,
    Blue,
}

internal readonly record struct Spot(int X, int Y);

internal sealed record Duo<TFirst, TSecond>(TFirst First, TSecond Second);

[JsonDerivedType(typeof(Round), "round")]
[JsonDerivedType(typeof(Flat), "flat")]
internal abstract record Form;

internal sealed record Round(int Size) : Form;

internal sealed record Flat(int Size, string Name) : Form;
