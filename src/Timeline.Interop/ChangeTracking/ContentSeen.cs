using Timeline.Isolation;
using Timeline.Values;

namespace Timeline.ChangeTracking;

/// <summary>An object that can change, with all that is in it: a copy, to compare it with.</summary>
internal sealed class ContentSeen : Capture
{
    private readonly Contents _contents;
    private readonly Value _json;

    // Null where it cannot be copied; then it is read anew each time.
    private readonly object? _copy;

    /// <exception cref="CaptureFault">Its content cannot be read.</exception>
    internal ContentSeen(object source, Contents contents)
        : base(source)
    {
        _contents = contents;
        _json = References.Escaped(contents.Project(source));
        _copy = CopyOf(source);
    }

    /// <inheritdoc/>
    internal override bool IsLive => true;

    private protected override Type? Kind => _contents.HasMembers(Source!) ? Source!.GetType() : null;

    /// <inheritdoc/>
    public override Value ToJson() => _json;

    /// <inheritdoc/>
    internal override bool StillHolds() => IsAlike(Source!);

    /// <inheritdoc/>
    internal override bool Shows(object? now) => ReferenceEquals(now, Source)
        ? StillHolds()
        : now is ValueType && now.GetType() == Source!.GetType() && IsAlike(now);

    private static object? CopyOf(object source)
    {
        try
        {
            return Copying<object>.Of(source);
        }
        catch (IsolationFault)
        {
            return null;
        }
    }

    private bool IsAlike(object now)
    {
        if (_copy is not null) return _contents.AreAlike(_copy, now);
        try
        {
            return _json.Equals(References.Escaped(_contents.Project(now)));
        }
        catch (CaptureFault)
        {
            return false;
        }
    }
}
