using Microsoft.Extensions.Options;
using Timeline.Storage;

namespace Timeline.Hosting;

/// <summary>What is wrong with options, all of it at once and in words that say what to do.</summary>
internal sealed class TimelineOptionsCheck : IValidateOptions<TimelineOptions>
{
    // What a timer can count.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(49);

    public ValidateOptionsResult Validate(string? name, TimelineOptions options)
    {
        string?[] faults =
        [
            OfTime(nameof(options.PruningInterval), options.PruningInterval),
            OfTime(nameof(options.MaximumDelay), options.MaximumDelay),
            options.MaximumVersions >= 1 ? null : FormattableString.Invariant(
                $"MaximumVersions is {options.MaximumVersions}: it has to be at least 1."),
            Enum.IsDefined(options.Durability) ? null : $"Durability is {options.Durability:D}: it is Each or Grouped.",
            OfPrefix(options.Prefix),
        ];
        var said = faults.OfType<string>().Select(fault => RegistryWords.Of(name ?? "") + fault).ToList();
        return said.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(said);
    }

    private static string? OfTime(string option, TimeSpan time) => time > TimeSpan.Zero && time <= Longest
        ? null
        : $"{option} is {time:c}: it has to be longer than 0 and at most {Longest:c}.";

    // What it makes of a name of one letter it makes of any name.
    private static string? OfPrefix(string? prefix)
    {
        var name = HistoryName.Parse($"{prefix}v");
        return name.IsRight ? null : $"Prefix cannot go before a name in a store: {((TimelineError)name).Message}.";
    }
}
