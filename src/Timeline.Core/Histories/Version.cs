using System.Runtime.CompilerServices;
using Timeline.Objects;

namespace Timeline.Histories;

/// <summary>One moment of a history: a value, its stamp, and the version it was made from.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <remarks>
/// <para>Laws: the index of a version is that of its parent plus one (a pruned history has gaps); its time is never
/// before its parents' times. A version of a reference-typed value takes 64 bytes where it repeats the stamp of those
/// before it, else up to 80.</para>
/// <para>Besides its parent a version knows a <em>jump</em>, an older version of its line chosen by skew-binary
/// counting (E. W. Myers, <em>An applicative random-access stack</em>, 1983), so that any older version is reached
/// in O(log n). The line, and so the jump, follows first parents. Immutable and safe to share between threads.</para>
/// </remarks>
public class Version<T>
{
    // The jump's position is kept here so that a jump not taken costs no visit to the other version. It is -1 where the
    // jump would pass over the first version; then the jump is the first version, and no search takes it.
    private readonly int _jumpPosition;
    private readonly Stretch _stretch;

    /// <summary>The first version of a line. Its jump is itself, so that a jump is never missing.</summary>
    internal Version(int index, T value, in Stamp stamp)
    {
        Value = value;
        Ticks = stamp.Ticks;
        Jump = this;
        _jumpPosition = -1;
        _stretch = new(stamp.Actor, stamp.Label, index, 0);
    }

    /// <summary>The version that follows <paramref name="parent"/>, at its time at the earliest.</summary>
    /// <remarks>Two jumps of one length in a row are followed by a jump over both, else by a step.</remarks>
    private protected Version(T value, long ticks, Version<T> parent, Stretch stretch)
    {
        Value = value;
        Ticks = Math.Max(ticks, parent.Ticks);
        Parent = parent;
        _stretch = stretch;
        var before = parent.Position;
        Position = before + 1;
        var (jump, middle) = (parent.Jump, parent._jumpPosition);
        var (farther, end) = (jump.Jump, jump._jumpPosition);

        // Chosen without a branch: which of both it is looks like chance to the processor.
        var isOverBoth = unchecked(before - middle == middle - end);
        Jump = isOverBoth ? farther : parent;
        _jumpPosition = isOverBoth ? end : before;
    }

    /// <summary>The number of the version in its history; the first is 0.</summary>
    public int Index => Position + _stretch.IndexLead;

    /// <summary>The value as of this version.</summary>
    public T Value { get; }

    /// <summary>When, by whom and with what words the version was recorded.</summary>
    public Stamp Stamp => Stamp.FromTicks(Ticks, Actor, Label);

    /// <summary>The version this one was made from; null for the first of a history.</summary>
    public Version<T>? Parent { get; }

    /// <summary>For a merge, the version that was merged in; null for every other.</summary>
    public virtual Version<T>? SecondParent => null;

    /// <summary>How many versions come before this one on its line of first parents.</summary>
    internal int Position { get; }

    /// <summary>A number greater than that of every ancestor, by either parent.</summary>
    internal int Generation => Position + _stretch.GenerationLead;

    /// <summary>The moment of the stamp.</summary>
    internal long Ticks { get; }

    /// <summary>The actor of the stamp.</summary>
    internal virtual string Actor => _stretch.Actor;

    /// <summary>The label of the stamp.</summary>
    internal virtual string Label => _stretch.Label;

    /// <summary>An older version of the line; the first one's is itself.</summary>
    internal Version<T> Jump { get; }

    /// <summary>Whether no version of the line has been pruned, so that index and position agree.</summary>
    internal bool IsDense => _stretch.IndexLead == 0;

    /// <summary>Index and value, and then time, actor and label: <c>3: 30 (2026-01-31T10:00:00Z, ada,
    /// season)</c>.</summary>
    /// <returns>A line of text for people; its form may change.</returns>
    public override string ToString()
    {
        string[] said = [$"{Stamp.Time.UtcDateTime:yyyy-MM-ddTHH:mm:ss.FFFFFFFK}", Actor, Label];
        var words = string.Join(", ", said.Where(part => part.Length > 0));
        return FormattableString.Invariant($"{Index}: {ValueText.Of(Value)} ({words})");
    }

    /// <summary>The version that follows this one, with the next index.</summary>
    internal Version<T> Next(T value, in Stamp stamp)
    {
        var stretch = _stretch;
        return stretch.Actor == stamp.Actor && stretch.Label == stamp.Label
            ? new(value, stamp.Ticks, this, stretch)
            : NextApart(stretch.IndexLead, value, stamp);
    }

    /// <summary>The version that follows this one, in the same stretch where actor and gaps allow.</summary>
    internal Version<T> Next(int index, T value, in Stamp stamp)
    {
        var indexLead = index - Position - 1;
        return indexLead == _stretch.IndexLead ? Next(value, in stamp) : NextApart(indexLead, value, stamp);
    }

    // Apart and with a stamp of its own, so that the common way keeps the stamp in registers.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Version<T> NextApart(int indexLead, T value, Stamp stamp)
    {
        var stretch = _stretch;
        if (indexLead == stretch.IndexLead)
        {
            // Who or what stands here for the second time in a row is likely to go on: a stretch of its own pays.
            if (stretch.Actor != stamp.Actor)
            {
                if (Actor != stamp.Actor) return new SignedVersion<T>(value, stamp, this, stretch);
            }
            else if (Label != stamp.Label)
            {
                return new LabelledVersion<T>(value, stamp, this, stretch);
            }
        }

        return new(value, stamp.Ticks, this, new(stamp.Actor, stamp.Label, indexLead, stretch.GenerationLead));
    }

    /// <summary>The version at a position of this one's line. Requires 0 ≤ position ≤ Position.</summary>
    /// <remarks>
    /// What a jump passes over is a version and two equal halves, each again a version and its halves: a block of
    /// 2^k - 1. Within one, the position alone tells every turn, so no turn waits for what the last step has read.
    /// </remarks>
    internal Version<T> AtPosition(int position)
    {
        var version = this;
        while (version._jumpPosition >= position)
            version = version.Jump;
        unchecked
        {
            var block = version.Position - version._jumpPosition;
            for (var back = version.Position - position; back > 0;)
            {
                block >>>= 1;
                back--;
                if (back < block)
                {
                    version = version.Parent!;
                }
                else
                {
                    version = version.Parent!.Jump;
                    back -= block;
                }
            }
        }

        return version;
    }

    /// <summary>The version of the line with an index; null if there is none.</summary>
    internal Version<T>? AtIndex(int index)
    {
        if (IsDense) return index >= 0 && index <= Position ? AtPosition(index) : null;
        var version = AtOrBeforeIndex(index);
        return version.Index == index ? version : null;
    }

    /// <summary>The newest version of the line with at most that index, or the oldest.</summary>
    internal Version<T> AtOrBeforeIndex(int index)
    {
        if (IsDense) return AtPosition(Math.Clamp(index, 0, Position));
        var version = this;
        while (version.Index > index && version.Parent is { } parent)
            version = version.JumpsAbove(index) ? version.Jump : parent;
        return version;
    }

    // An older version has no greater lead, which mostly tells that a jump goes too far without a visit to its end.
    private bool JumpsAbove(int index) => _jumpPosition + _stretch.IndexLead > index && Jump.Index > index;

    /// <summary>The newest version of the line at or before a time, or the oldest.</summary>
    internal Version<T> AtOrBeforeTime(long ticks)
    {
        var version = this;
        while (version.Ticks > ticks && version.Parent is { } parent)
            version = version.Jump.Ticks > ticks ? version.Jump : parent;
        return version;
    }
}
