using LanguageExt;
using Timeline.Changes;
using Timeline.Objects;
using Timeline.Tests.Properties.Changes;
using Timeline.Values;
using Patch = Timeline.Changes.Patch;

namespace Timeline.Tests.Properties.Objects;

/// <summary>The laws of patches whose changes lie in any order and place, in objects with collections of every make.</summary>
public sealed class ObjectEditLaws
{
    [Fact]
    public void Changing_all_at_once_is_changing_one_by_one() => Tape.Holds(Cases, made =>
    {
        var wanted = Right(made.Patch.Apply(Seen(made.Shelf)));
        Assert.Equal(wanted, Seen(Right(made.Patch.Apply(made.Shelf))));
        Assert.Equal(wanted, Seen(Right(OneByOne(made.Patch, made.Shelf))));
    });

    [Fact]
    public void A_patch_that_does_not_fit_does_not_fit_at_the_change_that_does_not_by_itself() => Tape.Holds(
        tape =>
        {
            var (shelf, patch) = Cases(tape);
            var without = tape.Below(patch.Count);
            return (Shelf: shelf, Patch: Patch.From(patch.Changes.Where((_, i) => i != without)));
        },
        made =>
        {
            var (whole, single) = (made.Patch.Apply(made.Shelf), OneByOne(made.Patch, made.Shelf));
            Assert.Equal(single.Map(Seen), whole.Map(Seen));
        });

    [Fact]
    public void What_was_there_stays_as_it_was_and_what_is_not_touched_is_shared() => Tape.Holds(Cases, made =>
    {
        var before = Seen(made.Shelf);
        var after = Right(made.Patch.Apply(made.Shelf));
        Assert.Equal(before, Seen(made.Shelf));
        foreach (var member in typeof(Shelf).GetProperties().Where(it => !it.PropertyType.IsValueType))
        {
            var path = ValuePath.Root.Append(member.Name);
            if (made.Patch.Changes.Any(it => it.Path.StartsWith(path) || (it is Change.Moved moved && moved.From.StartsWith(path))))
                continue;
            Assert.Same(member.GetValue(made.Shelf), member.GetValue(after));
        }

        Assert.Equal(made.Shelf.Words.Comparer, after.Words.Comparer);
    });

    [Fact]
    public void The_inverse_gives_back_what_was() => Tape.Holds(Cases, made => Assert.Equal(
        Seen(made.Shelf), Seen(Right(made.Patch.Invert().Apply(Right(made.Patch.Apply(made.Shelf)))))));

    private static (Shelf Shelf, Patch Patch) Cases(Tape tape)
    {
        var shelf = Shelf.From(tape);
        return (shelf, Shelf.Changes(tape, Seen(shelf), 20));
    }

    private static Either<TimelineError, Shelf> OneByOne(Patch patch, Shelf shelf)
    {
        var next = Prelude.Right<TimelineError, Shelf>(shelf);
        for (var i = 0; i < patch.Count && next.IsRight; i++)
        {
            var (at, single) = (i, Patch.From([patch.Changes[i]]));
            next = next.Bind(it => single.Apply(it).MapLeft(error => error is TimelineError.PatchMismatch mismatch
                ? new TimelineError.PatchMismatch(at, mismatch.Path, mismatch.Expected, mismatch.Found)
                : error));
        }

        return next;
    }

    private static Value Seen(Shelf shelf) => Right(ObjectTree.Default.ToValue(shelf));

    private static T Right<T>(Either<TimelineError, T> either) =>
        either.Match(value => value, error => throw new InvalidOperationException(error.Message));
}
