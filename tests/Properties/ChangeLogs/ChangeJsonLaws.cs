using FsCheck;
using FsCheck.Fluent;
using LanguageExt;
using Timeline.ChangeLogs;
using Timeline.Tests.Properties.Generators;
using Timeline.Values;

namespace Timeline.Tests.Properties.ChangeLogs;

public sealed class ChangeJsonLaws
{
    private static readonly Gen<Guid> Ids =
        Gen.Choose(0, 255).ArrayOf(16).Select(all => new Guid([.. all.Select(it => (byte)it)]));

    private static readonly Gen<ChangeEntry> Entries =
        from container in Ids
        from other in Ids
        from number in Gen.Choose(1, int.MaxValue)
        from ticks in Gen.Choose(0, int.MaxValue)
        from texts in ValueGenerators.Texts.ArrayOf(4)
        from action in Gen.Choose(0, 7)
        from path in PathGenerators.Paths
        from before in ValueGenerators.Values
        from after in ValueGenerators.Values
        from way in PathGenerators.Paths.ArrayOf()
        from kinds in Gen.Choose(0, 3).ArrayOf(way.Length + 1)
        from stack in ValueGenerators.Texts.ArrayOf()
        from has in Gen.Choose(0, 7)
        select new ChangeEntry
        {
            Id = new ChangeEntryId(container, number),
            Origin = way.Length == 0 ? new ChangeEntryId(container, number) : new ChangeEntryId(other, number),
            Time = DateTimeOffset.UnixEpoch.AddTicks(ticks * 10_000_000L + number),
            Actor = texts[0],
            Action = (ChangeAction)action,
            Method = texts[1],
            Path = path,
            Before = (ChangeAction)action is ChangeAction.Remove or ChangeAction.Update or ChangeAction.Replace || has > 3
                ? ChangeContent.Of(before)
                : Option<ChangeContent>.None,
            After = (ChangeAction)action is not (ChangeAction.Remove or ChangeAction.Lock) || has % 2 == 0
                ? ChangeContent.Of(after)
                : Option<ChangeContent>.None,
            Group = has > 5 ? other : Option<Guid>.None,
            Tree =
            [
                .. way.Prepend(ValuePath.Root).Select((at, index) => new ChangeNode(
                    index == 0 ? container : other, (ContainerKind)kinds[index], at)),
            ],
            Stack = [.. stack],
        };

    [Fact]
    public void Reading_what_was_written_gives_the_entry_and_the_same_bytes() =>
        Law.Holds(Entries.ToArbitrary(), entry =>
        {
            var written = ChangeJson.ToUtf8(entry);
            var read = Outcome.Right(ChangeJson.Parse(written));
            Assert.Equal(entry, read);
            Assert.Equal(written, ChangeJson.ToUtf8(read));
            Assert.DoesNotContain((byte)'\n', written);
        });

    [Fact]
    public void A_line_for_people_is_one_line_that_steers_no_terminal() =>
        Law.Holds(Entries.ToArbitrary(), entry => !ChangeText.Line(entry).Any(char.IsControl)
            && !ChangeText.Full(entry, withStack: true).Any(letter => letter != '\n' && char.IsControl(letter)));

    [Fact]
    public void No_value_makes_reading_throw() =>
        Law.Holds(
            (from entry in Entries
             from edited in ValueGenerators.Edited(ChangeJson.ToValue(entry))
             select edited).ToArbitrary(),
            value => ChangeJson.FromValue(value) is var read
                && (read.IsRight || Outcome.Left(read) is TimelineError.ChangeEntryInvalid { Faults.IsEmpty: false }),
            cases: 400);

    [Fact]
    public void A_filter_wants_what_each_of_its_parts_wants() =>
        Law.Holds(
            (from entry in Entries
             from actor in ValueGenerators.Texts
             from path in PathGenerators.Paths
             from action in Gen.Choose(0, 7)
             from hours in Gen.Choose(-10, 10)
             from parts in Gen.Choose(0, 15)
             select (entry, actor, path, action, hours, parts)).ToArbitrary(),
            it =>
            {
                var actor = new ChangeFilter { Actor = it.hours > 0 ? it.entry.Actor : it.actor };
                var actions = new ChangeFilter { Actions = [(ChangeAction)it.action, ChangeAction.Add] };
                var since = new ChangeFilter { Since = it.entry.Time.AddHours(it.hours) };
                var paths = new ChangeFilter { Paths = [PathPattern.Of(it.path.ToString())] };
                var all = new ChangeFilter
                {
                    Actor = Has(1) ? actor.Actor : null,
                    Actions = Has(2) ? actions.Actions : [],
                    Since = Has(4) ? since.Since : null,
                    Paths = Has(8) ? paths.Paths : [],
                };
                var wanted = (!Has(1) || actor.IsWanted(it.entry)) && (!Has(2) || actions.IsWanted(it.entry))
                    && (!Has(4) || since.IsWanted(it.entry)) && (!Has(8) || paths.IsWanted(it.entry));
                Assert.Equal(wanted, all.IsWanted(it.entry));
                Assert.True(ChangeFilter.All.IsWanted(it.entry));
                Assert.Equal(it.entry.Path.StartsWith(it.path), paths.IsWanted(it.entry));
                Assert.Equal(it.hours <= 0, since.IsWanted(it.entry));

                bool Has(int part) => (it.parts & part) != 0;
            });
}
