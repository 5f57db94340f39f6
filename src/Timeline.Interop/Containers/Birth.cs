using LanguageExt;

namespace Timeline.Containers;

/// <summary>When, by whom and within which batch something was made, whose log begins later.</summary>
internal sealed record Birth(DateTimeOffset Time, string Actor, Option<Guid> Group)
{
    /// <summary>Here and now.</summary>
    public static Birth Now(TrackingOptions options) => new(
        options.Clock.GetUtcNow(), Stamping.Actor.Current, TrackingBatch.Current?.Group ?? Option<Guid>.None);
}
