using LanguageExt;
using Timeline.Navigating;
using Timeline.Tracking;
using Timeline.Values;
using Patch = Timeline.Changes.Patch;

namespace Timeline.ChangeTracking;

/// <summary>An object that never changes: its content.</summary>
/// <remarks>
/// The difference to the object before it is worked out when it is taken, by what the two do not share: so what is new
/// in it is known to be readable, and that equal content came behind another reference is told at once. The content
/// itself is read when it is asked for.
/// </remarks>
internal sealed class FirmSeen : Capture
{
    private readonly Contents _contents;
    private readonly object? _before;
    private readonly Patch? _difference;
    private Value? _json;

    /// <summary>The capture of an object with none like it before.</summary>
    /// <exception cref="CaptureFault">Its content cannot be read.</exception>
    internal FirmSeen(object source, Contents contents)
        : base(source) => (_contents, _json) = (contents, Read(source, contents));

    /// <summary>The capture of an object of the type that another one has.</summary>
    /// <exception cref="CaptureFault">What is new in its content cannot be read.</exception>
    internal FirmSeen(object source, FirmSeen before)
        : base(source)
    {
        (_contents, _before) = (before._contents, before.Source);
        _json = _contents.MayBeEscaped(source) ? Read(source, _contents) : null;
        _difference = Difference(before);
    }

    private protected override Type? Kind => _contents.HasMembers(Source!) ? Source!.GetType() : null;

    private protected override bool IsUnchanging => true;

    /// <inheritdoc/>
    public override Value ToJson()
    {
        try
        {
            return _json ??= Read(Source!, _contents);
        }
        catch (CaptureFault fault)
        {
            // What never changes was readable, and now is not: a getter of the program's has changed its mind.
            throw new TimelineException(fault.At(0, ""));
        }
    }

    /// <inheritdoc/>
    public override bool Same(Seen other) => IsLike(other, out var firm)
        ? DifferenceFrom(firm).Match(difference => difference.IsEmpty, _ => false)
        : base.Same(other);

    /// <inheritdoc/>
    public override Either<TimelineError, Patch> DifferenceFrom(Seen before)
    {
        if (!IsLike(before, out var firm)) return base.DifferenceFrom(before);
        if (_difference is not null && ReferenceEquals(firm.Source, _before)) return _difference;
        try
        {
            return Difference(firm);
        }
        catch (CaptureFault fault)
        {
            return fault.At(0, "");
        }
    }

    /// <inheritdoc/>
    internal override bool Shows(object? now) => ReferenceEquals(Source, Sameness.Keep(now, Source));

    private static Value Read(object source, Contents contents) => References.Escaped(contents.Project(source));

    private bool IsLike(Seen other, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out FirmSeen? firm)
    {
        firm = other as FirmSeen;
        return firm is not null && firm.Source!.GetType() == Source!.GetType();
    }

    /// <summary>What differs from an object of the same type; by their values where those may be escaped.</summary>
    private Patch Difference(FirmSeen before) => _contents.MayBeEscaped(Source!)
        ? Changes.Diff.Between(before.ToJson(), ToJson())
        : _contents.Difference(before.Source!, Source!);
}
