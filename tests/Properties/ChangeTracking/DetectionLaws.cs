using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Timeline.ChangeTracking;
using Timeline.Tracking;

namespace Timeline.Tests.Properties.ChangeTracking;

/// <summary>A tracker over living objects against an oracle that captures everything in full and compares.</summary>
public sealed class DetectionLaws
{
    private static readonly Arbitrary<int[]> Tapes = Gen.Choose(0, int.MaxValue).ArrayOf().ToArbitrary();

    [Fact]
    public void A_detection_tells_what_capturing_everything_and_comparing_would() =>
        Law.Holds(Tapes, tape => new Run(new()).Go(tape), 100);

    [Fact]
    public void So_it_does_when_code_is_made_of_paths_at_once_and_what_it_found_is_remembered() =>
        Law.Holds(Tapes, tape => new Run(new() { ReadsBeforeCode = 1 }).Go(tape), 100);

    [Fact]
    public void So_it_does_step_by_step_through_a_resolver() =>
        Law.Holds(Tapes, tape => new Run(new() { Resolver = IResolver.Default }).Go(tape), 60);

    private sealed class Run
    {
        private readonly World _world = new();
        private readonly ChangeTracker _tracker;
        private readonly Oracle _oracle;
        private (TrackerState State, ImmutableSortedDictionary<long, Oracle.Known> Variables)? _kept;

        public Run(TrackerOptions options)
        {
            _tracker = new ChangeTracker(options with { RegistersObjects = true }).Record();
            _oracle = new Oracle(it => _tracker.IdOf(it) ?? 0);
            Create(0, "", _world.Nodes[0]);
            foreach (var path in World.Paths) Create(1, path, null);
        }

        public void Go(int[] tape)
        {
            foreach (var seed in tape)
            {
                var random = new Random(seed);
                Step(random);
                if (random.Next(3) == 0) Detect();
            }

            Detect();
        }

        private void Step(Random random)
        {
            var any = _tracker.Variables.Count == 0 ? null : _tracker.Variables[random.Next(_tracker.Variables.Count)];
            switch (random.Next(16))
            {
                case 0: Create(0, "", _world.Something(random)); break;
                case <= 3 when any is not null: Create(any.Id, World.Paths[random.Next(World.Paths.Length)], null); break;
                case 4 when any is not null && random.Next(2) == 0:
                    Assert.True(any.Destroy());
                    _oracle.Destroy(any.Id);
                    break;
                case 5 when any is not null:
                    any.Active = !any.Active;
                    _oracle.Change(any.Id, it => it with { IsActive = !it.IsActive });
                    break;
                case 6 when any is not null: Property(any, random); break;
                case 7 when any is not null:
                    _tracker.ChangeAll(any.Id);
                    _oracle.Change(any.Id, it => it with { IsMarked = true, Pending = it.Pending.SetItems(it.Names) });
                    break;
                case 8 or 9 when any is not null: Set(any, random); break;
                case 10 when _kept is null: _kept = (_tracker.State, _oracle.Variables); break;
                case 10 when _kept is { } kept:
                    _tracker.Restore(kept.State);
                    (_oracle.Variables, _kept) = (kept.Variables, null);
                    break;
                default: _world.Happen(random); break;
            }
        }

        private void Create(long parent, string path, object? root)
        {
            var variable = _tracker.CreateVariable(parent == 0 ? root : null, parent, path);
            _oracle.Create(variable.Id, parent, path, root);
            Assert.Equal(_oracle.Variables[variable.Id].Has, variable.Error is null);
        }

        private void Property(Variable variable, Random random)
        {
            var (name, priority) = random.Next(2) == 0 ? ("a", Priority.Medium) : ("b", Priority.High);
            if (random.Next(3) == 0)
            {
                var value = random.Next(2) == 0 ? Priority.High : Priority.Low;
                var isSame = variable.GetProperty("priority") == value.ToString();
                variable.SetProperty("priority", value.ToString());
                if (isSame) return;
                _oracle.Change(variable.Id, it => it with { Priority = value, Names = it.Names.SetItem("priority", Priority.Medium), Pending = it.Pending.SetItem("priority", Priority.Medium) });
                return;
            }

            variable.SetProperty(priority == Priority.High ? $"{name}:high" : name, $"{random.Next()}");
            _oracle.Change(variable.Id, it => it with { Names = it.Names.SetItem(name, priority), Pending = it.Pending.SetItem(name, priority) });
        }

        private void Set(Variable variable, Random random)
        {
            var report = random.Next(3) > 0;
            var known = _oracle.Variables[variable.Id];
            var state = _tracker.State;
            var value = known.Parent == 0 ? _world.Something(random) : random.Next(5);
            try
            {
                variable.Set(value, report);
            }
            catch (TimelineException)
            {
                Assert.Same(state, _tracker.State);
                return;
            }

            if (known.Parent == 0) _oracle.Change(variable.Id, it => it with { Has = true, Seen = value });
            else Assert.Equal(value, _oracle.Look(known).Value);
            _oracle.Reread(variable.Id, report);
        }

        private void Detect()
        {
            var told = _tracker.DetectChanges();
            var texts = told.Select(it => Oracle.Text(it.Priority, it.VariableId, it.ValueChanged, it.PropertiesChanged));
            Assert.Equal(_oracle.Detect(), texts);
            foreach (var it in _oracle.Variables.Values)
            {
                var known = _tracker.Find(it.Id)!;
                var reported = _tracker.State.Find(it.Id).Match(v => $"{v.Reported?.ToJson()}", () => "gone");
                Assert.Equal(it.Reported ?? "", reported);
                if (it is { Has: true, Seen: not ValueType and not string }) Assert.Same(it.Seen, known.Value);
            }

            foreach (var change in told.Where(it => it is { ValueChanged: true, Before: not null }))
            {
                var patch = change.Difference().Match(it => it, error => throw new InvalidOperationException(error.Message));
                Assert.Equal(change.After!.ToJson(), patch.Apply(change.Before!.ToJson()));
            }

            Assert.Equal(TrackerView.Of(_tracker.State), _tracker.Log.View);
            var state = _tracker.State;
            Assert.Empty(_tracker.DetectChanges());
            Assert.Same(state, _tracker.State);
        }
    }
}
