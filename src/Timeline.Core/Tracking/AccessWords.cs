using System.Diagnostics;
using LanguageExt;

namespace Timeline.Tracking;

/// <summary>The words for access, and which of them go with which paths.</summary>
public static class AccessWords
{
    /// <summary>Reads a word.</summary>
    /// <param name="word"><c>rw</c>, <c>r</c>, <c>w</c> or <c>action</c>, in any case; the empty one is
    /// <c>rw</c>.</param>
    /// <returns>The access, or which words there are.</returns>
    public static Either<TimelineError, Access> Parse(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        foreach (var access in Enum.GetValues<Access>())
        {
            if (word.Equals(access.ToWord(), StringComparison.OrdinalIgnoreCase)) return access;
        }

        return word.Length == 0
            ? Access.ReadWrite
            : new TimelineError.Tracking(TrackingFault.BadAccess, 0, "",
                $"there is no access {TimelineError.Quoted(word)}: it is rw, r, w or action");
    }

    /// <summary>The word for an access.</summary>
    /// <param name="access">The access.</param>
    /// <returns>What <see cref="Parse"/> reads as it.</returns>
    public static string ToWord(this Access access) => access switch
    {
        Access.ReadWrite => "rw",
        Access.Read => "r",
        Access.Write => "w",
        Access.Action => "action",
        _ => throw new UnreachableException(),
    };

    /// <summary>Whether a variable may have both a path and an access.</summary>
    /// <returns>Null, or which access the path may have.</returns>
    internal static TimelineError.Tracking? Misfit(Access access, TrackerPath path)
    {
        var needed = path.EndsInCallWith && access is not (Access.Write or Access.Action) ? "w or action"
            : path.EndsInCall && access == Access.Write ? "rw, r or action"
            : null;
        return needed is null ? null : new TimelineError.Tracking(TrackingFault.BadAccess, 0, path.ToString(),
            $"access {access.ToWord()} does not go with a path that ends in this call: it needs {needed}");
    }
}
