using Microsoft.Extensions.Options;

namespace Timeline.Hosting;

/// <summary>What is wrong with options, all of it at once and in words that say what to do.</summary>
internal sealed class TimelineOptionsCheck : IValidateOptions<TimelineOptions>
{
    // What a timer can count.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(49);

    public ValidateOptionsResult Validate(string? name, TimelineOptions options) =>
        options.PruningInterval > TimeSpan.Zero && options.PruningInterval <= Longest
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"{Of(name)}PruningInterval is {options.PruningInterval:c}: "
                + $"it has to be longer than 0 and at most {Longest:c}.");

    private static string Of(string? name) =>
        string.IsNullOrEmpty(name) ? "Timeline: " : $"Timeline, registry '{name}': ";
}
