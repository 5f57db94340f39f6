using System.Collections.Immutable;

namespace Timeline.ChangeLogs;

/// <summary>Who called whom when an entry was made: as noted then, and texts when somebody asks.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
internal abstract class ChangeStack
{
    /// <summary>No frames: nothing was captured.</summary>
    public static readonly ChangeStack None = new Written([]);

    /// <summary>The frames, innermost first: the same array whoever asks. O(frames) when asked for the first time, and
    /// O(1) after.</summary>
    public abstract ImmutableArray<string> Frames { get; }

    /// <summary>The stack that is these frames.</summary>
    public static ChangeStack Of(ImmutableArray<string> frames) => frames.IsEmpty ? None : new Written(frames);

    private sealed class Written(ImmutableArray<string> frames) : ChangeStack
    {
        public override ImmutableArray<string> Frames => frames;
    }
}
