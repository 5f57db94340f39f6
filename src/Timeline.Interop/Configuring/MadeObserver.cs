using Timeline.ChangeLogs;

namespace Timeline.Configuring;

/// <summary>An observer that was made, with what the configuration says of it.</summary>
internal sealed record MadeObserver(ObserverPlan Plan, IObserver<ChangeEntry> Observer);
