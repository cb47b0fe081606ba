//! What must hold of every run, whatever operations cost.

use proptest::prelude::*;
use simulation::{
    Engine, Fleet, Kill, Layout, Load, Measured, Report, Setup,
    costs::{Machine, Operations, Point},
    fleet, simulate,
};
use std::{collections::BTreeMap, time::Duration};

/// CPU of a receiver for one delivery here, in microseconds.
const RECEIVE: f64 = 40.0;
/// A flush here.
const FLUSH: f64 = 100.0;

/// Costs of all engines: so much CPU of the engine and so long a flush, once for a batch or for each item.
fn costs(server: f64, flush_each: bool) -> Measured {
    let point = |items: f64| {
        let flushes = if flush_each { items } else { 1.0 };
        let (client_us, server_us) = (5.0 + items, 20.0 + server * items);
        let elapsed_us = client_us + server_us + FLUSH * flushes;
        Point { items, elapsed_us, client_us, server_us, replicas_us: 0.0, flushes }
    };
    let points = || vec![point(1.0), point(16.0), point(256.0)];
    let operations =
        Operations { appenders: 8, append: points(), claim: points(), finish: points(), mark: vec![point(1.0)] };
    let machine = Machine { cpu: "any".into(), cores: 2, date: "any".into(), build: "any".into(), flush_us: FLUSH };
    let engines = Engine::ALL.map(|engine| (engine.name().to_owned(), operations.clone()));
    let engines = BTreeMap::from(engines);
    Measured { machine, receive_us: RECEIVE, work_us: 50.0, generate_us: 20.0, target_us: 20.0, engines }
}

fn ordinary() -> Measured {
    costs(10.0, false)
}

fn in_a_fleet(engine: Engine) -> Setup {
    Setup::new(engine, Layout::Fleet(fleet()))
}

fn run(measured: &Measured, setup: Setup) -> Report {
    simulate(measured, setup).unwrap()
}

fn engines() -> impl Strategy<Value = Engine> {
    prop::sample::select(&Engine::ALL[..])
}

fn loads() -> impl Strategy<Value = Load> {
    prop_oneof![
        (1_usize..200).prop_map(Load::Connections),
        (1_u32..20_000).prop_map(|rate| Load::Rate(f64::from(rate))),
    ]
}

prop_compose! {
    fn setups()(
        engine in engines(),
        receivers in 1_usize..8,
        workers in 0_usize..8,
        load in loads(),
        effect in 0_u64..40,
        lease in 50_u64..400,
        is_fleet in any::<bool>(),
        seed in any::<u64>(),
        kills in prop::collection::vec((0_usize..8, 0_u64..400, 1_u64..300), 0..4),
    ) -> Setup {
        let layout = if is_fleet { Layout::Fleet(fleet()) } else { Layout::OneMachine { cores: 2 } };
        let kills = kills.into_iter().filter(|(worker, ..)| *worker < workers).map(|(worker, at, back_after)| Kill {
            worker,
            at: Duration::from_millis(at),
            back_after: Duration::from_millis(back_after),
        });
        Setup {
            effect: Duration::from_millis(effect),
            lease: Duration::from_millis(lease),
            time: Duration::from_millis(300),
            seed,
            kills: kills.collect(),
            ..Setup::new(engine, layout).with(receivers, workers, load)
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(48) })]

    #[test]
    fn nothing_is_lost_and_nothing_is_done_twice(setup in setups()) {
        let totals = run(&ordinary(), setup).totals;
        prop_assert_eq!(totals.stored, totals.processed + totals.held + totals.waiting);
        prop_assert!(totals.answered <= totals.stored as u64, "200 goes out after the commit");
        prop_assert!(totals.answered + totals.refused <= totals.arrived);
        prop_assert!(totals.processed as u64 <= totals.effects, "what is done had its effect");
    }

    #[test]
    fn the_same_seed_is_the_same_run(setup in setups()) {
        let (first, again) = (run(&ordinary(), setup.clone()), run(&ordinary(), setup));
        prop_assert_eq!(first, again);
    }

    /// But for what larger batches save of the CPU.
    #[test]
    fn a_slower_flush_gives_no_more(engine in engines(), receivers in 1_usize..6, slower in 2_u64..40) {
        let setup = in_a_fleet(engine).with(receivers, 0, Load::Connections(64));
        let fast = run(&ordinary(), setup.clone());
        let flush = Some(Duration::from_micros(slower * 100));
        let slow = run(&ordinary(), Setup { flush, ..setup });
        prop_assert!(slow.accepted_per_second <= 1.1 * fast.accepted_per_second, "{slow:?}\n{fast:?}");
    }

    /// Except on SQLite, where receivers wait for one another's lock.
    #[test]
    fn more_receivers_give_no_less(engine in engines(), receivers in 1_usize..10) {
        prop_assume!(engine != Engine::Sqlite);
        let of = |receivers| run(&ordinary(), in_a_fleet(engine).with(receivers, 0, Load::Connections(128)));
        let (some, more) = (of(receivers), of(2 * receivers));
        prop_assert!(more.accepted_per_second >= 0.97 * some.accepted_per_second, "{some:?}\n{more:?}");
    }

    #[test]
    fn more_workers_process_no_less(engine in engines(), workers in 1_usize..10) {
        prop_assume!(engine != Engine::Sqlite);
        let setup = Setup { effect: Duration::from_millis(20), ..in_a_fleet(engine) };
        let of = |workers| run(&ordinary(), setup.clone().with(0, workers, Load::Backlog));
        let (some, more) = (of(workers), of(2 * workers));
        prop_assert!(more.processed_per_second >= 0.97 * some.processed_per_second, "{some:?}\n{more:?}");
    }

    /// How many are under way is how many come in a second, times how many seconds each takes.
    #[test]
    fn little_s_law_holds(engine in engines(), receivers in 1_usize..6, rate in 500_u32..4000, seed in any::<u64>()) {
        let rate = f64::from(rate);
        let setup = in_a_fleet(engine).with(receivers, 0, Load::Rate(rate));
        let setup = Setup { seed, time: Duration::from_secs(4), ..setup };
        let report = run(&ordinary(), setup);
        prop_assume!(report.busiest() < 0.8);
        let expected = report.accepted_per_second * report.accepted_mean_ms / 1000.0;
        prop_assert!((report.accepting / expected - 1.0).abs() < 0.05, "{} is not {expected}", report.accepting);
    }
}

#[test]
fn another_seed_is_another_run() {
    let setup = in_a_fleet(Engine::Redis).with(2, 2, Load::Rate(1000.0));
    let other = Setup { seed: 2, ..setup.clone() };
    assert_ne!(run(&ordinary(), setup), run(&ordinary(), other));
}

/// A rate that can be worked out: each delivery takes 10 µs of the engine and a flush of 100 µs.
#[test]
fn what_flushes_each_by_itself_is_as_fast_as_its_flushes() {
    let setup = in_a_fleet(Engine::Jetstream).with(8, 0, Load::Connections(128));
    let report = run(&costs(10.0, true), setup);
    let (rate, expected) = (report.accepted_per_second, 1e6 / 110.0);
    assert!((rate / expected - 1.0).abs() < 0.05, "{rate} and not {expected}");
    assert_eq!(report.limit, "the engine's disk, flush after flush");
}

/// With 10 µs for each delivery, and a flush that hundreds share, one thread does nearly 100,000 a second.
#[test]
fn what_waits_together_shares_a_flush() {
    let setup = in_a_fleet(Engine::Redis).with(16, 0, Load::Connections(256));
    let report = run(&ordinary(), setup);
    assert!((70_000.0..100_000.0).contains(&report.accepted_per_second), "{report:?}");
    assert_eq!(report.limit, "the engine's one writer");
}

/// Two cores, 40 µs each, and some for the client.
#[test]
fn a_receiver_is_as_fast_as_its_cores() {
    let setup = in_a_fleet(Engine::Redis).with(1, 0, Load::Connections(256));
    let report = run(&costs(1.0, false), setup);
    assert!((40_000.0..50_000.0).contains(&report.accepted_per_second), "{report:?}");
    assert_eq!(report.limit, "the receivers' CPU");
}

#[test]
fn a_worker_does_what_its_effects_leave_room_for() {
    let setup =
        Setup { effect: Duration::from_millis(20), time: Duration::from_secs(10), ..in_a_fleet(Engine::Postgres) };
    let report = run(&ordinary(), setup.with(0, 1, Load::Backlog));
    // 8 at the same time, 20 ms each.
    assert!((340.0..400.0).contains(&report.processed_per_second), "{report:?}");
    assert_eq!(report.limit, "the workers' effects");
}

#[test]
fn what_a_killed_worker_had_is_another_s_after_its_lease() {
    let kill = Kill { worker: 0, at: Duration::from_millis(500), back_after: Duration::from_mins(1) };
    let of = |lease| {
        let setup = Setup {
            effect: Duration::from_millis(20),
            lease,
            time: Duration::from_secs(3),
            kills: vec![kill],
            ..in_a_fleet(Engine::Postgres).with(1, 2, Load::Rate(300.0))
        };
        run(&ordinary(), setup).totals
    };
    let (short, long) = (of(Duration::from_millis(600)), of(Duration::from_mins(1)));
    assert!(long.held >= 2, "they are held until the lease ends: {long:?}");
    assert_eq!((long.leases_lost, long.processed + long.held + long.waiting), (0, long.stored));
    assert!(short.leases_lost >= 2, "{short:?}");
    let most = (short.processed + short.held) as u64 + short.leases_lost;
    assert!(short.effects <= most, "only what was lost has its effect again: {short:?}");
    assert!(short.waiting + short.held < 30, "the other worker did what was left: {short:?}");
}

/// Two processes on one file wait for its lock by looking again and again.
#[test]
fn a_second_process_on_sqlite_gains_nothing() {
    let of = |receivers| {
        let layout = Layout::Fleet(Fleet { engine_cores: 64, ..fleet() });
        run(&ordinary(), Setup::new(Engine::Sqlite, layout).with(receivers, 0, Load::Connections(128)))
    };
    let (one, two) = (of(1), of(2));
    assert!(two.accepted_per_second < 1.2 * one.accepted_per_second, "{one:?}\n{two:?}");
    assert!(two.accepting > 1.9 * one.accepting, "what came to the other one waits: {one:?}\n{two:?}");
}

#[test]
fn an_engine_that_was_not_measured_is_refused() {
    let mut measured = ordinary();
    measured.engines.remove("kafka");
    let error = simulate(&measured, in_a_fleet(Engine::Kafka)).unwrap_err();
    assert_eq!(error.to_string(), "Kafka was not measured");
}
