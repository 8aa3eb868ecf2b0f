/** The part of VROOM's documented API that we speak (docs/API.md of VROOM 1.14 and 1.15). Times are seconds. */
export interface VroomProblem {
  readonly vehicles: readonly VroomVehicle[];
  readonly jobs: readonly VroomJob[];
  readonly matrices: Readonly<
    Record<
      string,
      { readonly durations: readonly (readonly number[])[]; readonly distances: readonly (readonly number[])[] }
    >
  >;
}

export interface VroomVehicle {
  readonly id: number;
  readonly profile: string;
  readonly description: string;
  readonly start_index?: number;
  readonly end_index?: number;
  readonly capacity: readonly number[];
  readonly skills: readonly number[];
  readonly time_window: readonly [number, number];
  readonly breaks: readonly VroomBreak[];
  readonly max_tasks?: number;
  readonly max_travel_time?: number;
  readonly steps?: readonly { readonly type: 'start' | 'job' | 'end'; readonly id?: number }[];
}

export interface VroomBreak {
  readonly id: number;
  readonly time_windows: readonly (readonly [number, number])[];
  readonly service: number;
}

export interface VroomJob {
  readonly id: number;
  readonly description: string;
  readonly location_index: number;
  readonly service: number;
  readonly delivery: readonly number[];
  readonly skills: readonly number[];
  readonly priority: number;
  readonly time_windows?: readonly (readonly [number, number])[];
}

export interface VroomAnswer {
  readonly code: number;
  readonly error?: string;
  readonly unassigned?: readonly { readonly id: number; readonly type: string }[];
  readonly routes?: readonly {
    readonly vehicle: number;
    readonly steps: readonly {
      readonly type: string;
      readonly id?: number;
      readonly arrival: number;
      readonly setup?: number;
      readonly service?: number;
      readonly waiting_time?: number;
    }[];
  }[];
}
