using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using LanguageExt;
using Timeline.Histories;
using Timeline.Storage;

namespace Timeline.Documents;

/// <summary>The first line of an export.</summary>
/// <param name="Name">The name of the document's history.</param>
/// <param name="Versions">How many versions follow.</param>
/// <param name="Current">The current branch.</param>
/// <param name="Branches">The branches and the numbers of their heads.</param>
internal sealed record ExportHeader(
    HistoryName Name, long Versions, BranchName Current, ImmutableArray<(BranchName Name, long Head)> Branches)
{
    /// <summary>Whether a line begins the export of a document, as it is written; its rest may be anything.</summary>
    public static bool IsOne(ReadOnlyMemory<byte> line) => line.Span.StartsWith("{\"timeline\":"u8);

    /// <summary>Reads the line.</summary>
    /// <param name="number">Its number, from 1.</param>
    /// <param name="line">The line.</param>
    public static Either<TimelineError, ExportHeader> Parse(long number, ReadOnlyMemory<byte> line)
    {
        return ExportLine.Parse(number, line, root =>
        {
            var format = ExportLine.WholeNumber(root, "timeline");
            if (format > ExportFormat.Version)
            {
                throw new FormatException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"it is of format {format}, and this Timeline reads {ExportFormat.Version}; use a newer one"));
            }

            if (format != ExportFormat.Version)
                throw new FormatException("it is not the beginning of an export that this version can read");

            var name = Valid(HistoryName.Parse(ExportLine.Text(root, "document")));
            var current = Valid(BranchName.Parse(ExportLine.Text(root, "current")));
            var versions = ExportLine.WholeNumber(root, "versions");
            var branches = ExportLine.Member(root, "branches").EnumerateObject()
                .Select(branch => (Valid(BranchName.Parse(branch.Name)), Within(branch.Value, versions)))
                .ToImmutableArray();
            return new ExportHeader(name, versions, current, branches);
        });
    }

    private static T Valid<T>(Either<TimelineError, T> outcome) =>
        outcome.TryGet(out var value, out var error) ? value : throw new FormatException(error.Message);

    private static long Within(JsonElement head, long versions)
    {
        return head.TryGetInt64(out var number) && number >= 0 && number < versions
            ? number
            : throw new FormatException("a branch stands at no version");
    }
}
