//! The fleet while it is simulated: who there is, and what happens next.

use crate::{
    agenda::{Agenda, Nanos, SECOND},
    backlog::{Backlog, Claimed},
    cpu::{Cpu, MachineId, ProcessId},
    engine::Discipline,
    receiving::{Delivery, Receiver},
    serving::{Purpose, Request, Server},
    setup::{Costs, Layout, Load, Setup},
    tally::{Report, Tally},
    working::Worker,
};
use rand::{Rng, SeedableRng, rngs::ChaCha8Rng};
use std::time::Duration;

/// What happens.
pub enum Event {
    /// The next delivery is due, at a random receiver.
    Due,
    /// A process had its time.
    Ran(ProcessId, Task),
    Asked(usize, Request),
    Flushed(usize, Vec<Request>),
    /// The lock that another process had may be free.
    Retry(usize, usize),
    Answered(Request),
    /// A worker looks again, unless it did meanwhile.
    Look {
        worker: usize,
        nap: u64,
    },
    /// Idle workers hear that something was stored.
    Bell,
    /// An effect is through.
    Effect {
        worker: usize,
        life: u32,
        job: Claimed,
    },
    Kill(usize),
    Back(usize),
    LeasesEnded(Vec<Claimed>),
    WarmedUp,
}

/// What a process takes time for.
pub enum Task {
    Generate(usize),
    Receive(Delivery),
    Ask(Request),
    Serve(usize, Vec<Request>),
    Take {
        worker: usize,
        life: u32,
        jobs: Vec<Claimed>,
    },
    Work {
        worker: usize,
        life: u32,
        job: Claimed,
    },
    Target {
        worker: usize,
        life: u32,
        job: Claimed,
    },
    /// What goes on meanwhile.
    Aside,
}

pub struct World {
    pub setup: Setup,
    pub costs: Costs,
    pub agenda: Agenda<Event>,
    pub random: ChaCha8Rng,
    pub cpu: Cpu<Task>,
    pub backlog: Backlog,
    pub servers: Vec<Server>,
    /// Whether one of the processes that share a file writes to it.
    pub is_locked: bool,
    pub is_ringing: bool,
    pub receivers: Vec<Receiver>,
    pub workers: Vec<Worker>,
    /// Of the other servers of a cluster.
    pub replicas: Option<ProcessId>,
    /// What sends, and what deliveries are forwarded to.
    pub generator: ProcessId,
    /// The server of marks, where they are not in the engine's transaction.
    pub marks: Option<usize>,
    pub tally: Tally,
}

impl World {
    pub fn new(setup: Setup, costs: &Costs) -> Self {
        let random = ChaCha8Rng::seed_from_u64(setup.seed);
        let mut machines = Machines::new(setup.layout);
        let generator = machines.generator();
        let mut world = Self {
            backlog: Backlog::new(setup.load == Load::Backlog),
            agenda: Agenda::new(),
            random,
            cpu: Cpu::new(),
            servers: Vec::new(),
            is_locked: false,
            is_ringing: false,
            receivers: Vec::new(),
            workers: Vec::new(),
            replicas: None,
            generator,
            marks: None,
            tally: Tally::new(),
            setup,
            costs: *costs,
        };
        world.people(&mut machines);
        world.cpu = machines.cpu;
        world
    }

    fn people(&mut self, machines: &mut Machines) {
        let engine = self.setup.engine;
        let shared = (!engine.is_in_process()).then(|| machines.server(&mut self.servers, engine.discipline(), false));
        if !engine.is_in_process() {
            self.replicas = Some(machines.replicas());
        }
        for _ in 0..self.setup.receivers {
            let (process, server) = machines.member(machines.receiver_cores(), shared, &mut self.servers);
            self.receivers.push(Receiver::new(process, server, self.costs.appenders));
        }
        for number in 0..self.setup.workers {
            let (process, server) = match self.receivers.get(number).filter(|_| engine.is_in_process()) {
                Some(receiver) => (receiver.process, receiver.server),
                None => machines.member(machines.worker_cores(), shared, &mut self.servers),
            };
            self.workers.push(Worker::new(process, server));
        }
        if !engine.is_database() && self.setup.workers > 0 {
            self.marks = Some(machines.server(&mut self.servers, Discipline::AtOnce, true));
        }
    }

    /// Runs to the end, and tells how it was.
    pub fn run(mut self) -> Report {
        self.begin();
        let end = nanos(self.setup.warm_up + self.setup.time);
        while let Some(event) = self.agenda.next(end) {
            self.happen(event);
        }
        Report::of(&self)
    }

    fn begin(&mut self) {
        match self.setup.load {
            Load::Connections(each) => {
                for receiver in 0..self.receivers.len() {
                    for _ in 0..each {
                        self.compute(self.generator, self.costs.generate, Task::Generate(receiver));
                    }
                }
            }
            Load::Rate(_) => self.agenda.after(0, Event::Due),
            Load::Backlog => {}
        }
        for worker in 0..self.workers.len() {
            self.claim(worker);
        }
        for kill in self.setup.kills.clone() {
            self.agenda.after(nanos(kill.at), Event::Kill(kill.worker));
            self.agenda.after(nanos(kill.at + kill.back_after), Event::Back(kill.worker));
        }
        self.agenda.after(nanos(self.setup.warm_up), Event::WarmedUp);
    }

    fn happen(&mut self, event: Event) {
        match event {
            Event::Due => self.due(),
            Event::Ran(process, task) => {
                let machine = self.cpu.end(process);
                self.ran(task);
                self.dispatch(machine);
            }
            Event::Asked(server, request) => self.asked(server, request),
            Event::Flushed(server, batch) => self.flushed(server, batch),
            Event::Retry(server, tries) => self.lock(server, tries),
            Event::Answered(request) => self.answered(request),
            Event::Look { worker, nap } => self.look(worker, nap),
            Event::Bell => self.bell(),
            Event::Effect { worker, life, job } => self.effect(worker, life, job),
            Event::Kill(worker) => self.kill(worker),
            Event::Back(worker) => self.back(worker),
            Event::LeasesEnded(jobs) => self.leases_ended(&jobs),
            Event::WarmedUp => Tally::begin(self),
        }
    }

    fn ran(&mut self, task: Task) {
        match task {
            Task::Generate(receiver) => self.arrive(receiver),
            Task::Receive(delivery) => self.received(delivery),
            Task::Ask(request) => {
                let (server, way) = (request.server, request.way);
                self.agenda.after(way, Event::Asked(server, request));
            }
            Task::Serve(server, batch) => self.served(server, batch),
            Task::Take { worker, life, jobs } => self.taken(worker, life, jobs),
            Task::Work { worker, life, job } => self.worked(worker, life, job),
            Task::Target { worker, life, job } => self.forwarded(worker, life, job),
            Task::Aside => {}
        }
    }

    fn answered(&mut self, request: Request) {
        match request.purpose {
            Purpose::Append { receiver, deliveries } => self.stored(receiver, &deliveries),
            Purpose::Claim { worker, life, jobs, .. } => self.claimed(worker, life, jobs),
            Purpose::Finish { worker, life, jobs } => self.finished(worker, life, &jobs),
            Purpose::Mark { worker, life, job } => self.ended(worker, life, job),
        }
    }

    /// Lets a process take time for a task.
    pub fn compute(&mut self, process: ProcessId, takes: Nanos, task: Task) {
        self.cpu.add(process, takes, task);
        self.dispatch(self.cpu.machine_of(process));
    }

    fn dispatch(&mut self, machine: MachineId) {
        while let Some(started) = self.cpu.start(machine) {
            self.agenda.after(started.takes, Event::Ran(started.process, started.task));
        }
    }

    /// A random time with a mean, as between independent events.
    pub fn exponential(&mut self, mean: Nanos) -> Nanos {
        let uniform = 1.0 - self.uniform();
        scaled(mean, -libm::log(uniform))
    }

    /// From 0 to less than 1.
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
    pub fn uniform(&mut self) -> f64 {
        (self.random.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// The machines, while they are filled.
struct Machines {
    cpu: Cpu<Task>,
    layout: Layout,
    one: MachineId,
}

impl Machines {
    fn new(layout: Layout) -> Self {
        let mut cpu = Cpu::new();
        let one = cpu.machine(match layout {
            Layout::OneMachine { cores } => cores,
            Layout::Fleet(_) => 1,
        });
        Self { cpu, layout, one }
    }

    fn generator(&mut self) -> ProcessId {
        self.cpu.process(self.one, None)
    }

    /// A machine of its own, in a fleet.
    fn next(&mut self, cores: usize) -> MachineId {
        match self.layout {
            Layout::OneMachine { .. } => self.one,
            Layout::Fleet(_) => self.cpu.machine(cores),
        }
    }

    fn cores(&self, of: fn(&crate::setup::Fleet) -> usize) -> usize {
        match &self.layout {
            Layout::OneMachine { cores } => *cores,
            Layout::Fleet(fleet) => of(fleet),
        }
    }

    fn receiver_cores(&self) -> usize {
        self.cores(|fleet| fleet.receiver_cores)
    }

    fn worker_cores(&self) -> usize {
        self.cores(|fleet| fleet.worker_cores)
    }

    /// A server of an engine, on a machine of its own.
    fn server(&mut self, servers: &mut Vec<Server>, discipline: Discipline, is_for_marks: bool) -> usize {
        let machine = self.next(self.cores(|fleet| fleet.engine_cores));
        let threads = (discipline == Discipline::Together).then_some(1);
        servers.push(Server::new(self.cpu.process(machine, threads), discipline, false, is_for_marks));
        servers.len() - 1
    }

    fn replicas(&mut self) -> ProcessId {
        let machine = self.next(self.cores(|fleet| fleet.engine_cores));
        self.cpu.process(machine, None)
    }

    /// A receiver or a worker, and the server that it asks: where there is none that all share, a thread of its own. Those are
    /// on one machine, since they share a file.
    fn member(&mut self, cores: usize, shared: Option<usize>, servers: &mut Vec<Server>) -> (ProcessId, usize) {
        if let Some(server) = shared {
            let machine = self.next(cores);
            return (self.cpu.process(machine, None), server);
        }
        if let (Layout::Fleet(fleet), true) = (&self.layout, servers.is_empty()) {
            self.one = self.cpu.machine(fleet.engine_cores);
        }
        let writer = self.cpu.process(self.one, Some(1));
        servers.push(Server::new(writer, Discipline::Together, true, false));
        (self.cpu.process(self.one, None), servers.len() - 1)
    }
}

/// Simulated nanoseconds.
pub fn nanos(duration: Duration) -> Nanos {
    Nanos::try_from(duration.as_nanos()).unwrap_or(Nanos::MAX)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a time")]
pub fn scaled(time: Nanos, factor: f64) -> Nanos {
    (time as f64 * factor) as Nanos
}

/// The time between two at a rate, in the mean.
pub fn apart(rate: f64) -> Nanos {
    scaled(SECOND, 1.0 / rate)
}
