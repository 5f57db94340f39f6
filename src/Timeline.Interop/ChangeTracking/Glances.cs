using Timeline.Collections;
using Timeline.Navigating;
using Timeline.Tracking;

namespace Timeline.ChangeTracking;

/// <summary>What was seen at variables and how, side by side in the order in which a detection comes by.</summary>
/// <remarks>
/// Only a memory: without it the same is found more slowly. A capture that is replaced is dropped from it, and any
/// variable that goes empties it, so that it keeps alive what the tracker's state does. For one thread at a time.
/// </remarks>
internal sealed class Glances
{
    // So many looks before it is needed, what was there is asked for from memory.
    private const int Ahead = 6;

    private Glance[] _all = [];

    /// <summary>Whether what is at a variable is known to be there still, or what is there instead.</summary>
    /// <param name="slot">The place of the variable.</param>
    /// <param name="variable">The variable.</param>
    /// <param name="from">What its path starts from.</param>
    /// <param name="step">The step it came to, if code of the program throws, which is passed on.</param>
    /// <returns>
    /// <see cref="Same"/>; what is there now; or <see cref="Leg.Nowhere"/>, if it is not known, or not by this way.
    /// </returns>
    internal object? At(int slot, TrackedVariable variable, object? from, ref int step)
    {
        var all = _all;
        if (unchecked((uint)slot) >= (uint)all.Length) return Leg.Nowhere;
        ref var glance = ref all[slot];
        if (!ReferenceEquals(glance.Variable, variable) || from is null) return Leg.Nowhere;
        if (slot + Ahead < all.Length) Prefetch.Of(all[slot + Ahead].Source);
        var found = glance.Read!(from, glance.Source, in glance.Places, ref step);
        return ReferenceEquals(found, glance.Source) ? Same : found;
    }

    /// <summary>Stands for what was there before.</summary>
    internal static readonly object Same = new();

    /// <summary>Remembers a variable with its capture, if that says all there is.</summary>
    /// <returns>Whether it does.</returns>
    internal bool Keep(int slot, TrackedVariable variable, Capture capture)
    {
        if (!variable.IsSettled || capture.IsLive || !ReferenceEquals(capture, variable.Seen)
            || !ReferenceEquals(capture, variable.Reported))
        {
            return false;
        }

        if (capture.Wiring!.Route is { Fused: { } read } route)
        {
            if (slot >= _all.Length) Array.Resize(ref _all, Math.Max(slot + 1, 2 * _all.Length));
            _all[slot] = new() { Variable = variable, Read = read, Source = capture.Source, Places = route.Places };
            capture.Wiring.Slot = slot;
        }

        return true;
    }

    /// <summary>Forgets the variable of a wiring.</summary>
    internal void Drop(Wiring wiring)
    {
        if (unchecked((uint)wiring.Slot) < (uint)_all.Length) _all[wiring.Slot] = default;
    }

    /// <summary>Forgets all.</summary>
    internal void Clear() => _all = [];
}
