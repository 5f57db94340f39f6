using LanguageExt;
using Timeline.Histories;
using Timeline.Storage;

namespace Timeline.Documents;

public sealed partial class DocumentHistory
{
    private const int MostCandidates = 5;

    private Either<TimelineError, Version<StoredVersion>> FindNode(Revision revision)
    {
        return revision.Match(
            head: it => FindHead(it),
            numbered: it => it.Number < Count ? At(it.Number) : FindNamed(it.Text),
            named: it => FindNamed(it.Text),
            asOf: FindAsOf,
            back: it => FindNode(it.From).TryGet(out var from, out var error) ? GoBack(it, from) : error);
    }

    private Either<TimelineError, Version<StoredVersion>> FindHead(Revision.Head head)
    {
        return LineOf(CurrentBranch).Head is { } node ? node : Unknown(head.ToString());
    }

    private Either<TimelineError, Version<StoredVersion>> FindNamed(string text)
    {
        foreach (var branch in _stored.Branches)
        {
            if (branch.Name.Text == text) return At(branch.Head.Number);
        }

        return VersionIdPrefix.Parse(text).Match(
            Right: prefix => FindById(text, prefix),
            Left: _ => Unknown(text));
    }

    private Either<TimelineError, Version<StoredVersion>> FindById(string text, VersionIdPrefix prefix)
    {
        var (lowest, highest) = (prefix.Lowest, prefix.Highest);
        var matches = new List<Version<StoredVersion>>();
        foreach (var node in _versions)
        {
            if (lowest <= node.Value.Id && node.Value.Id <= highest) matches.Add(node);
        }

        return matches switch
        {
            [] => Unknown(text),
            [var only] => only,
            _ => new TimelineError.RevisionAmbiguous(
                text, [.. matches.Take(MostCandidates).Select(match => match.Value.Id.ToShort(text.Length + 4))]),
        };
    }

    private Either<TimelineError, Version<StoredVersion>> FindAsOf(Revision.AsOf moment)
    {
        var line = LineOf(CurrentBranch);
        if (line.IsEmpty) return Unknown(moment.Text);
        return line.AsOf(moment.Latest).MapLeft(_ =>
            (TimelineError)new TimelineError.NothingRecordedBy(moment.Text, line.Oldest()[0].Stamp.Time));
    }

    private static Either<TimelineError, Version<StoredVersion>> GoBack(Revision.Back back, Version<StoredVersion> from)
    {
        if (back.Steps > from.Index)
            return new TimelineError.VersionBeforeFirst(back.ToString(), back.Steps, from.Index);

        return History.Of(from).At(from.Index - back.Steps);
    }

    private TimelineError.VersionUnknown Unknown(string text) =>
        new(text, Count, NearNames.Of(text, _stored.Branches.Select(branch => branch.Name.Text)));
}
